// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/idle.hh"

#include "core/file.hh"
#include "core/helper.hh"
#include "core/sys.hh"
#include "domains/cgroups/member.hh"
#include "domains/cgroups/membership.hh"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sandbox::cgroup {

static constexpr std::string_view kIdleProcess = "libcgroup_systemd_idle_thread";

IdleProcess::~IdleProcess() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

Result<IdleProcess> IdleProcess::start() {
    // The helper does nothing when it is called by this name.
    auto program = TRY(find_helper("bus"));
    std::string name(kIdleProcess);
    char* const argv[] = {name.data(), nullptr};
    char* const environment[] = {nullptr};
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    ::posix_spawn_file_actions_init(&actions);
    for (int fd : {0, 1, 2}) ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    pid_t pid = -1;
    int error = ::posix_spawn(&pid, program.c_str(), &actions, &attributes, argv, environment);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0) return fail(Error::from_errno("run " + program, error));
    return IdleProcess(pid);
}

static bool is_idle_process(pid_t process) {
    auto line = read_file("/proc/" + std::to_string(process) + "/cmdline");
    return line && line->substr(0, line->find('\0')) == kIdleProcess;
}

namespace {

/// A placeholder, and the path of its scope.
struct Idle {
    pid_t process = 0;
    UniqueFd pidfd{};
    std::string scope{};
};

/// Of the processes in a scope, which a path must have both words for, as libcgroup has it.
std::optional<Idle> find_idle(const cgroups::Place& place) {
    const auto& [hierarchy, path] = place;
    if (path.find(".slice") == path.npos || path.find(".scope") == path.npos) return std::nullopt;
    auto inside = cgroups::processes({hierarchy.version, hierarchy.mount, path});
    if (!inside) return std::nullopt;  // another hierarchy may show it
    for (pid_t candidate : *inside) {
        // The descriptor is opened first: who is looked at then is who gets the signal.
        UniqueFd pidfd(sys::pidfd_open(candidate));
        if (pidfd && is_idle_process(candidate)) return Idle{candidate, std::move(pidfd), path};
    }
    return std::nullopt;
}

/// systemd keeps its scopes by what is in its own hierarchies, v1's name=systemd and the unified one beside v1.
Outcome<> follow(const std::vector<cgroups::Hierarchy>& hierarchies, const std::string& scope, pid_t process) {
    if (std::ranges::find(hierarchies, cgroups::Version::v1, &cgroups::Hierarchy::version) == hierarchies.end()) return {};
    for (auto hierarchy : {cgroups::find_controller(hierarchies, "name=systemd"), cgroups::find_unified(hierarchies)}) {
        if (hierarchy == nullptr) continue;
        auto moved = cgroups::move_process({hierarchy->version, hierarchy->mount, scope}, process);
        if (!moved) return trouble(moved.error());
    }
    return {};
}

}  // namespace

Outcome<> replace_idle_process(pid_t process) {
    auto hierarchies = cgroups::find_hierarchies();
    auto memberships = cgroups::memberships_of(process);
    if (!hierarchies) return trouble(hierarchies.error());
    if (!memberships) return trouble(memberships.error());
    for (const auto& place : cgroups::places_in(*hierarchies, *memberships)) {
        auto idle = find_idle(place);
        if (!idle) continue;
        TRY(follow(*hierarchies, idle->scope, process == 0 ? ::getpid() : process));
        if (int code = sys::pidfd_send_signal(idle->pidfd.get(), SIGTERM); code < 0)
            return trouble(Error::from_errno("end process " + std::to_string(idle->process), -code));
        return {};
    }
    return trouble(Code::failed, "no scope of this process has an idle process");
}

}  // namespace sandbox::cgroup
