// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/group.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "domains/cgroups/file.hh"
#include "domains/cgroups/member.hh"

#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::cgroups {

std::string Group::directory() const {
    return is_root() ? mount : mount + path;
}

Group Group::parent() const {
    return {version, mount, std::string(parent_of(path))};
}

Group Group::child(std::string_view name) const {
    return {version, mount, (is_root() ? "" : path) + "/" + std::string(name)};
}

Result<Group> group_at(const Hierarchy& hierarchy, std::string_view path) {
    std::vector<std::string> names;
    for (std::string_view name : split(path, '/')) {
        if (name.empty() || name == ".") continue;
        if (name != "..") names.emplace_back(name);
        else if (names.empty()) return fail(Error::usage(quote(path) + " leads out of the hierarchy"));
        else names.pop_back();
    }
    return Group{hierarchy.version, hierarchy.mount, "/" + join(names, "/")};
}

bool exists(const Group& group) {
    struct stat status;
    return ::stat(group.directory().c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

static Error why_not_made(const Group& group, int code) {
    auto error = Error::from_errno("make group " + group.directory(), code);
    if (code == EACCES || code == EPERM)
        return std::move(error).hint(group.parent().directory() + " is not writable: the group is not delegated to this user");
    if (code == EROFS) return std::move(error).hint("the hierarchy is mounted read-only");
    if (code == EAGAIN) return std::move(error).hint("an ancestor's cgroup.max.descendants or cgroup.max.depth is reached");
    return error;
}

/// A new v1 cpuset has neither cpus nor mems, and refuses every process.
static Result<void> fill_cpuset(const Group& group) {
    for (std::string_view file : {"cpuset.cpus", "cpuset.mems"}) {
        auto own = read(group, file);
        if (!own) return {};  // not a cpuset
        if (*own != "\n") continue;  // filled by clone_children
        std::string above = TRY(read(group.parent(), file));
        while (above.ends_with('\n')) above.pop_back();
        if (!above.empty()) TRY(write(group, file, above));
    }
    return {};
}

Result<std::vector<Group>> make_all(const Group& group, mode_t mode, Cpuset cpuset) {
    std::vector<Group> missing;
    for (Group at = group; !at.is_root() && !exists(at); at = at.parent()) missing.push_back(at);
    std::vector<Group> made;
    for (; !missing.empty(); missing.pop_back()) {
        const Group& next = missing.back();
        if (::mkdir(next.directory().c_str(), mode) < 0) {
            if (errno == EEXIST) continue;  // somebody else was faster
            return fail(why_not_made(next, errno));
        }
        made.push_back(next);
        if (next.version == Version::v1 && cpuset == Cpuset::of_parent) TRY(fill_cpuset(next));
    }
    return made;
}

Result<Group> make(const Group& group, mode_t mode) {
    auto made = TRY(make_all(group, mode));
    return made.empty() ? group : made.front();
}

/// Moves all there are; who forks meanwhile is found in the next round.
static Result<void> evacuate(const Group& group, const Group& to) {
    for (pid_t task : TRY(tasks(group))) {
        auto moved = move_task(to, task);
        if (!moved && moved.error().code() != ESRCH) return moved;
    }
    return {};
}

/// What may pass by itself: a process that has ended and is not yet gone, or one that has just been moved.
static constexpr int kRounds = 100;
static constexpr timespec kPause{.tv_sec = 0, .tv_nsec = 10'000'000};

static Result<void> remove_into(const Group& group, const Group& parent, Tasks what) {
    for (int round = 0;; ++round) {
        if (::rmdir(group.directory().c_str()) == 0) return {};
        int code = errno;
        bool is_last = code != EBUSY || round == kRounds;
        if (code == EBUSY && !is_last) {
            if (what == Tasks::to_parent) TRY(evacuate(group, parent));
            else if (auto inside = tasks(group); inside && !inside->empty()) is_last = true;
            if (auto below = children(group); below && !below->empty()) is_last = true;
        }
        if (is_last) return fail(Error::from_errno("remove group " + group.directory(), code));
        if (round > 0) ::nanosleep(&kPause, nullptr);
    }
}

Result<void> remove(const Group& group, Tasks what) {
    return remove_into(group, group.parent(), what);
}

static Result<void> remove_below(const Group& group, const Group& parent, Tasks what) {
    for (const std::string& name : TRY(children(group))) {
        auto removed = remove_below(group.child(name), parent, what);
        if (!removed && removed.error().code() != ENOENT) return removed;
    }
    return remove_into(group, parent, what);
}

Result<void> remove_tree(const Group& group, Tasks what) {
    return remove_below(group, group.parent(), what);
}

Result<std::vector<std::string>> children(const Group& group) {
    auto directory = TRY(open_file(group.directory(), O_PATH | O_DIRECTORY));
    return directories_in(directory.get(), group.directory());
}

}  // namespace sandbox::cgroups
