// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/facts.hh"

#include "core/file.hh"
#include "core/sys.hh"
#include "core/text.hh"

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

static Result<std::string> read_passwd(const std::string& root_directory) {
    auto root = TRY(open_file(root_directory, O_PATH | O_DIRECTORY));
    UniqueFd passwd(sys::openat2(root.get(), "etc/passwd", O_RDONLY | O_CLOEXEC | O_NONBLOCK,
                                 RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS));
    if (!passwd) return fail(Error::from_errno("open " + root_directory + "/etc/passwd", -passwd.get()));
    struct stat status {};
    if (::fstat(passwd.get(), &status) < 0 || !S_ISREG(status.st_mode))
        return fail(Error::impossible(root_directory + "/etc/passwd is not a regular file"));
    return read_all(passwd.get(), root_directory + "/etc/passwd");
}

static bool is_own_name(const std::string& name) {
    return name == "user" || name == "root" || parse_number(name).has_value();
}

void need(const Spec& spec, Facts& facts) {
    facts.uid.ask();
    facts.gid.ask();
    facts.groups.ask();
    if (!is_own_name(spec.user.value)) facts.account.ask();
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
    if (!facts.account.is_asked()) return {};
    if (root_directory.empty()) {
        // What contribute() writes; user and root it knows itself.
        std::string nobody = std::to_string(kNobody);
        facts.account.set(spec.user.value == "nobody" ? nobody + ":" + nobody + ":/nonexistent" : "");
        return {};
    }
    facts.account.set(account_in(TRY(read_passwd(root_directory)), spec.user.value));
    return {};
}

}  // namespace sandbox::users
