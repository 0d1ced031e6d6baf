// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/change.hh"

#include "classic/cgroup/directory.hh"
#include "core/fd.hh"
#include "core/process.hh"
#include "core/text.hh"
#include "domains/cgroups/member.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace sandbox::cgroup {

/// libcgroup tells the failed open from the failed write, and warns of either.
static std::unexpected<Trouble> not_moved(const Group& group, pid_t task, Trouble trouble) {
    const char* file = group.version == Version::v1 ? "/tasks:" : "/cgroup.procs:";
    log_warning("cannot write tid " + std::to_string(task) + " to " + group.directory() + file + ::strerror(trouble.os_error));
    log_warning("cgroup_attach_task_pid failed: " + std::to_string(static_cast<int>(trouble.code)));
    return std::unexpected(std::move(trouble));
}

static std::unexpected<Trouble> not_moved(const Group& group, pid_t task, const Error& error) {
    return not_moved(group, task, trouble(error).error());
}

static std::unexpected<Trouble> not_opened(const Group& group, pid_t task, const Error& error) {
    Code code = error.code() == EPERM ? Code::not_owner : error.code() == ENOENT ? Code::no_group : Code::not_allowed;
    return not_moved(group, task, Trouble{code, error.code(), error.message()});
}

/// The groups of the spec.
static Outcome<std::vector<Group>> find_groups(const Mounts& mounts, const Spec& spec) {
    auto groups = mounts.groups(spec);
    if (groups || groups.error().code != Code::no_controller) return groups;
    auto is_missing = [&](const std::string& controller) { return controller != "*" && !mounts.hierarchy_of(controller); };
    if (auto missing = std::ranges::find_if(spec.controllers, is_missing); missing != spec.controllers.end()) warn_not_mounted(*missing);
    log_warning("cgroup_attach_task_pid failed: " + std::to_string(static_cast<int>(Code::no_controller)));
    return groups;
}

Outcome<> enter(const Mounts& mounts, const Spec& spec) {
    for (const Group& group : TRY(find_groups(mounts, spec))) {
        auto entry = cgroups::open_entry(group);
        if (!entry) return not_opened(group, ::getpid(), entry.error());
        if (auto entered = cgroups::enter(group, entry->get()); !entered) return not_moved(group, ::getpid(), entered.error());
    }
    return {};
}

/// The other threads of the task's process, one by one: of a v1 group `tasks` may be its user's, and cgroup.procs not. Who is
/// started meanwhile by a thread that has not moved is found in the next round; who ends needs no move.
static Result<void> move_other_threads(const Group& group, pid_t task) {
    std::set<std::string> moved{std::to_string(task)};
    for (std::size_t before = 0; before != moved.size();) {
        before = moved.size();
        auto threads = directories_in_order("/proc/" + std::to_string(task) + "/task");
        if (!threads && is_gone(threads.error().code())) return {};
        for (const std::string& thread : TRY(std::move(threads))) {
            auto number = parse_number(thread);
            if (!number || !moved.insert(thread).second) continue;
            auto one = cgroups::move_task(group, static_cast<pid_t>(*number));
            if (!one && one.error().code() != ESRCH) return one;
        }
    }
    return {};
}

static Result<void> move_process_of(const Group& group, pid_t task) {
    TRY(cgroups::move_task(group, task));
    return group.version == Version::v1 ? move_other_threads(group, task) : Result<void>();
}

Outcome<> move(const Mounts& mounts, const Spec& spec, pid_t task) {
    for (const Group& group : TRY(find_groups(mounts, spec))) {
        if (auto entry = cgroups::open_entry(group); !entry) return not_opened(group, task, entry.error());
        // To the kernel 0 is who writes.
        if (task == 0) return not_moved(group, task, Error::from_errno("process 0", ENOENT));
        if (auto moved = move_process_of(group, task); !moved) return not_moved(group, task, moved.error());
    }
    return {};
}

Outcome<std::vector<cgroups::Place>> places_of(pid_t process) {
    auto hierarchies = cgroups::find_hierarchies();
    if (!hierarchies) return trouble(hierarchies.error());
    auto memberships = cgroups::memberships_of(process);
    if (!memberships) return trouble(memberships.error());
    return cgroups::places_in(*hierarchies, *memberships);
}

Outcome<> put_back(pid_t process, const std::vector<cgroups::Place>& places) {
    auto now = TRY(places_of(process));
    Outcome<> outcome;
    for (const cgroups::Place& place : places) {
        if (std::ranges::find(now, place) != now.end()) continue;
        auto moved = cgroups::move_process({place.hierarchy.version, place.hierarchy.mount, place.path}, process);
        if (!moved && outcome) outcome = trouble(moved.error());
    }
    return outcome;
}

static constexpr char kSocket[] = "/run/cgred.socket";

Outcome<> tell_daemon(pid_t process, Unchanged what) {
    if (::access(kSocket, F_OK) < 0) return {};
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket) return trouble(Error::from_errno("socket"));
    sockaddr_un address{.sun_family = AF_UNIX};
    std::memcpy(address.sun_path, kSocket, sizeof kSocket);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0) return {};
    int flags = static_cast<int>(what);
    char answer[sizeof "SUCCESS_STORE_PID"] = {};
    bool is_stored = ::send(socket.get(), &process, sizeof process, MSG_NOSIGNAL) == sizeof process &&
                     ::send(socket.get(), &flags, sizeof flags, MSG_NOSIGNAL) == sizeof flags &&
                     ::recv(socket.get(), answer, sizeof answer, MSG_WAITALL) > 0 &&
                     std::string_view(answer, sizeof answer - 1) == "SUCCESS_STORE_PID";
    if (!is_stored) return trouble(Code::other, "the rules daemon behind " + std::string(kSocket) + " did not take the process");
    return {};
}

}  // namespace sandbox::cgroup
