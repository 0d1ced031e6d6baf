// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/owner.hh"

#include "classic/accounts.hh"
#include "classic/cgroup/directory.hh"
#include "core/text.hh"
#include "domains/cgroups/control.hh"

#include <algorithm>
#include <cerrno>
#include <ranges>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::cgroup {

std::expected<Owner, std::string> parse_owner(std::string_view text) {
    auto colon = text.find(':');
    std::string_view user = text.substr(0, colon);
    std::string_view group = colon == text.npos ? "" : text.substr(colon + 1);
    Owner owner;
    if (!user.empty() && !(owner.user = classic::parse_user(user)))
        return std::unexpected("can't find uid of user " + std::string(user) + ".");
    if (!group.empty() && !(owner.group = classic::parse_group(group)))
        return std::unexpected("can't find gid of group " + std::string(group) + ".");
    return owner;
}

std::optional<mode_t> parse_permission(std::string_view text) {
    if (text.size() < 3 || text.size() > 4) return std::nullopt;
    return parse_mode(text);
}

namespace {

Outcome<> change_owner(const std::string& path, const Owner& owner) {
    if (::chown(path.c_str(), owner.user.value_or(::getuid()), owner.group.value_or(::getgid())) == 0) return {};
    return trouble(Error::from_errno("chown " + path));
}

Outcome<> change_mode(const std::string& path, mode_t mode) {
    if (::chmod(path.c_str(), mode) == 0) return {};
    return trouble(Error::from_errno("chmod " + path));
}

/// What the kernel forbids the owner is forbidden to the others.
Outcome<> change_masked_mode(const std::string& path, mode_t mode) {
    struct stat status;
    if (::stat(path.c_str(), &status) < 0) return trouble(Error::from_errno("stat " + path));
    mode_t owner = status.st_mode & S_IRWXU;
    return change_mode(path, mode & (owner | owner >> 3 | owner >> 6 | S_ISUID | S_ISGID | S_ISVTX));
}

std::vector<std::string> task_files(const Group& group) {
    if (group.version == Version::v1) return {"tasks"};
    return {"cgroup.procs", "cgroup.threads"};
}

bool is_task_file(const Group& group, const std::string& name) {
    auto files = task_files(group);
    return std::ranges::find(files, name) != files.end();
}

/// Whether `tasks` of v1 has an owner of its own, as in the group itself, or that of other files, as in groups below. Its
/// mode is never theirs.
enum class Tasks { apart, alike };

Outcome<> give_away(const Group& group, const Permissions& permissions, Tasks tasks) {
    std::string directory = group.directory();
    TRY(change_owner(directory, permissions.admin));
    if (permissions.directory) TRY(change_mode(directory, *permissions.directory));
    auto names = names_in_order(directory);
    if (!names) return trouble(names.error());
    for (const std::string& name : *names) {
        // `tasks` of v1 is the task owner's alone; v2's is the administrator's until it is given on.
        bool is_special = group.version == Version::v1 && is_task_file(group, name);
        if (is_special && tasks == Tasks::apart) continue;
        TRY(change_owner(directory + "/" + name, permissions.admin));
        if (permissions.files && !is_special) TRY(change_masked_mode(directory + "/" + name, *permissions.files));
    }
    auto below = cgroups::children(group);
    if (!below) return trouble(below.error());
    for (const std::string& name : *below) TRY(give_away(group.child(name), permissions, Tasks::alike));
    return {};
}

/// libcgroup tells the failed mkdir by its errno.
std::unexpected<Trouble> not_made(const Error& error) {
    switch (error.code()) {
    case EPERM: return trouble(Code::not_owner, error.message());
    case EACCES: case EROFS: return trouble(Code::not_allowed, error.message());
    default: return trouble(error);
    }
}

}  // namespace

Outcome<> set_permissions(const Group& group, const Permissions& permissions) {
    // The root group is the kernel's and everybody's: it changes hands only if somebody says so.
    if (group.is_root() && !permissions.admin.is_given()) return {};
    TRY(give_away(group, permissions, Tasks::apart));
    for (const std::string& name : task_files(group)) {
        std::string path = group.directory() + "/" + name;
        if (permissions.task.is_given() || group.version == Version::v1) TRY(change_owner(path, permissions.task));
        if (permissions.tasks) TRY(change_masked_mode(path, *permissions.tasks));
    }
    return {};
}

/// The controllers of the spec that a v2 hierarchy has.
static std::vector<std::string> controllers_of(const Hierarchy& hierarchy, const Spec& spec) {
    std::vector<std::string> wanted;
    for (const std::string& controller : hierarchy.controllers)
        for (const std::string& word : spec.controllers)
            if (word == "*" || word == controller) wanted.push_back(controller);
    return wanted;
}

static const Hierarchy& hierarchy_of(const Mounts& mounts, const Group& group) {
    return *std::ranges::find(mounts.hierarchies, group.mount, &Hierarchy::mount);
}

/// Of what cannot have its controllers nothing is left.
static Outcome<std::vector<Group>> make_with_controllers(const Group& group, const std::vector<std::string>& controllers) {
    auto made = cgroups::make_all(group, 0775, cgroups::Cpuset::empty);
    if (!made) return not_made(made.error());
    if (controllers.empty()) return *std::move(made);
    auto enabled = cgroups::enable_controllers(group, controllers);
    if (enabled) return *std::move(made);
    auto why = trouble(enabled.error());
    // libcgroup looks for the new group once more after it has removed it, and tells that.
    if (!made->empty()) why.error().os_error = ENOENT;
    for (const Group& one : *made | std::views::reverse) (void)cgroups::remove(one, cgroups::Tasks::refuse);
    return why;
}

Outcome<> create(const Mounts& mounts, const Spec& spec, const Permissions& permissions, std::vector<Group>* made) {
    for (const Group& group : TRY(mounts.groups(spec))) {
        bool is_unified = group.version == Version::v2;
        auto wanted = is_unified ? controllers_of(hierarchy_of(mounts, group), spec) : std::vector<std::string>();
        auto fresh = TRY(make_with_controllers(group, wanted));
        if (made != nullptr) made->insert(made->end(), fresh.begin(), fresh.end());
        TRY(set_permissions(group, permissions));
    }
    return {};
}

}  // namespace sandbox::cgroup
