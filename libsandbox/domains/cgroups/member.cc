// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/member.hh"

#include "core/file.hh"
#include "core/sys.hh"
#include "core/text.hh"
#include "domains/cgroups/file.hh"
#include "domains/cgroups/membership.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <span>
#include <unistd.h>

namespace sandbox::cgroups {
namespace {

constexpr std::string_view kProcesses = "cgroup.procs";

std::string_view entry_name(const Group& group) {
    return group.version == Version::v1 ? "tasks" : kProcesses;
}

Result<std::vector<pid_t>> read_pids(const Group& group, std::string_view file) {
    std::vector<pid_t> pids;
    for (const std::string& word : TRY(read_words(group, file)))
        if (auto pid = parse_number(word); pid && *pid != 0) pids.push_back(static_cast<pid_t>(*pid));
    return pids;
}

bool is_writable(const Group& group) {
    return ::faccessat(AT_FDCWD, (group.directory() + "/cgroup.procs").c_str(), W_OK, AT_EACCESS) == 0;
}

/// On v2 who moves a process must be able to write cgroup.procs of the lowest group that is above both places.
Group common_ancestor(const Group& group, pid_t task) {
    Group ancestor = group.parent();
    auto hierarchies = find_hierarchies();
    auto memberships = memberships_of(task);
    if (!hierarchies || !memberships) return ancestor;
    for (const Hierarchy& hierarchy : *hierarchies) {
        if (hierarchy.mount != group.mount) continue;
        auto path = path_in(hierarchy, *memberships).value_or("/");
        while (!ancestor.is_root() && path != ancestor.path && !path.starts_with(ancestor.path + "/")) ancestor = ancestor.parent();
    }
    return ancestor;
}

Error why_not_moved(const Group& group, std::string what, int code, pid_t task) {
    std::string directory = group.directory();
    auto error = Error::from_errno(std::move(what), code);
    if (code == ENOENT && !exists(group)) return std::move(error).hint("there is no group " + directory);
    if (code == EACCES || code == EPERM) {
        Group closed = is_writable(group) && group.version == Version::v2 ? common_ancestor(group, task) : group;
        if (is_writable(closed)) return std::move(error).hint("the process belongs to another user");
        return std::move(error).hint(closed.directory() + "/cgroup.procs is not writable: the group is not delegated to this user");
    }
    if (code == EBUSY && group.version == Version::v2)
        return std::move(error).hint("the group passes controllers on to groups below it, so it may have no process of its own");
    if (code == ENOSPC) return std::move(error).hint("the group has no cpuset.cpus or no cpuset.mems");
    if (code == EINVAL) return std::move(error).hint("a thread of the kernel, or a real-time one without a budget there, cannot move");
    if (code == EOPNOTSUPP) return std::move(error).hint("the group is a threaded one, or below one (cgroup.type)");
    return error;
}

Result<void> move_by(const Group& group, std::string_view file, pid_t task) {
    auto moved = write(group, file, std::to_string(task));
    if (moved) return moved;
    std::string what = "move process " + std::to_string(task) + " into " + group.directory();
    return fail(why_not_moved(group, std::move(what), moved.error().code(), task));
}

}  // namespace

Result<std::vector<pid_t>> tasks(const Group& group) {
    return read_pids(group, entry_name(group));
}

Result<std::vector<pid_t>> processes(const Group& group) {
    return read_pids(group, kProcesses);
}

/// A few, so that the descriptors last.
static Result<void> kill_held(const Group& group, std::span<const pid_t> few) {
    std::vector<UniqueFd> held;
    for (pid_t pid : few) held.emplace_back(sys::pidfd_open(pid));
    auto still = TRY(processes(group));
    for (std::size_t index = 0; index < few.size(); ++index)
        if (held[index] && std::ranges::find(still, few[index]) != still.end()) sys::pidfd_send_signal(held[index].get(), SIGKILL);
    return {};
}

Result<std::size_t> kill_processes(const Group& group, pid_t spared) {
    constexpr std::size_t kFew = 256;
    auto all = TRY(processes(group));
    auto count = all.size();
    std::erase(all, spared);
    for (std::span<const pid_t> rest = all; !rest.empty(); rest = rest.subspan(std::min(kFew, rest.size())))
        TRY(kill_held(group, rest.first(std::min(kFew, rest.size()))));
    return count;
}

Result<UniqueFd> open_entry(const Group& group) {
    std::string path = group.directory() + "/" + std::string(entry_name(group));
    UniqueFd entry(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!entry) return fail(why_not_moved(group, "open " + path, errno, 0));
    return entry;
}

Result<void> enter(const Group& group, int entry) {
    if (::write(entry, "0", 1) == 1) return {};
    return fail(why_not_moved(group, "enter " + group.directory(), errno, 0));
}

Result<void> enter(const Group& group) {
    auto entry = TRY(open_entry(group));
    return enter(group, entry.get());
}

Result<void> move_task(const Group& group, pid_t task) {
    return move_by(group, entry_name(group), task);
}

Result<void> move_process(const Group& group, pid_t process) {
    return move_by(group, kProcesses, process);
}

}  // namespace sandbox::cgroups
