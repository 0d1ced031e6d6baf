// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/facts.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <fcntl.h>
#include <grp.h>

namespace sandbox::users {

/// "UID:GID:HOME" of a name in the text of a passwd file; ids that are no number are no user. Nothing in it is trusted:
/// the image's author wrote it.
static std::string account_in(std::string_view passwd, std::string_view name) {
    for (std::string_view line : split(passwd, '\n')) {
        auto fields = split(line, ':');
        if (fields.size() != 7 || fields[0] != name) continue;
        auto uid = parse_number(fields[2]);
        auto gid = parse_number(fields[3]);
        if (!uid || !gid || *uid >= UINT32_MAX || *gid >= UINT32_MAX) continue;
        return std::string(fields[2]) + ":" + std::string(fields[3]) + ":" + std::string(fields[5]);
    }
    return {};
}

/// The id of a name in the text of a group file, as a number; no more trusted.
static std::string group_in(std::string_view groups, std::string_view name) {
    for (std::string_view line : split(groups, '\n')) {
        auto fields = split(line, ':');
        if (fields.size() != 4 || fields[0] != name) continue;
        if (auto gid = parse_number(fields[2]); gid && *gid < UINT32_MAX) return std::string(fields[2]);
    }
    return {};
}

/// A file such as "/etc/passwd", by the root's own links.
static Result<std::string> read_below(const std::string& root_directory, const std::string& path) {
    auto root = TRY(open_file(root_directory, O_PATH | O_DIRECTORY));
    return read_in_root(root.get(), path.substr(1), root_directory + path);
}

static bool is_own_name(const std::string& name) {
    return name == "user" || name == "root" || parse_number(name).has_value();
}

/// "user" is the group of who is called so, by name or as a number.
static bool is_own_group(const Spec& spec) {
    if (*spec.group != "user") return is_own_name(*spec.group);
    return *spec.user == "user" || parse_number(*spec.user).value_or(0) != 0;
}

void need(const Spec& spec, Facts& facts) {
    facts.uid.ask();
    facts.gid.ask();
    facts.groups.ask();
    if (!is_own_name(spec.user.value)) facts.account.ask();
    if (!spec.group->empty() && !is_own_group(spec)) facts.group.ask();
}

static std::int64_t other_groups() {
    gid_t groups[1024];
    int count = ::getgroups(1024, groups);
    std::int64_t others = 0;
    for (int index = 0; index < count; ++index) others += groups[index] != ::getegid();
    return count < 0 ? 1024 : others;
}

Result<void> probe(const Spec& spec, const std::string& root_directory, Facts& facts) {
    facts.uid.set(::geteuid());
    facts.gid.set(::getegid());
    facts.groups.set(other_groups());
    if (root_directory.empty()) {
        // What contribute() writes; user and root it knows itself.
        std::string nobody = std::to_string(kNobody);
        if (facts.account.is_asked()) facts.account.set(spec.user.value == "nobody" ? nobody + ":" + nobody + ":/nonexistent" : "");
        if (facts.group.is_asked()) facts.group.set(*spec.group == "nogroup" ? nobody : "");
        return {};
    }
    if (facts.account.is_asked()) facts.account.set(account_in(TRY(read_below(root_directory, "/etc/passwd")), spec.user.value));
    if (facts.group.is_asked()) facts.group.set(group_in(TRY(read_below(root_directory, "/etc/group")), *spec.group));
    return {};
}

}  // namespace sandbox::users
