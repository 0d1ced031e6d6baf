// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/idle.hh"

#include "core/file.hh"
#include "core/helper.hh"
#include "core/sys.hh"
#include "domains/cgroups/member.hh"
#include "domains/cgroups/membership.hh"

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

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

Outcome<> replace_idle_process(pid_t process) {
    auto hierarchies = cgroups::find_hierarchies();
    auto memberships = cgroups::memberships_of(process);
    if (!hierarchies) return trouble(hierarchies.error());
    if (!memberships) return trouble(memberships.error());
    for (const auto& hierarchy : *hierarchies) {
        auto path = cgroups::path_in(hierarchy, *memberships);
        if (!path || path->find(".scope") == path->npos) continue;
        auto inside = cgroups::processes({hierarchy.version, hierarchy.mount, *path});
        if (!inside) continue;  // another hierarchy may show it
        for (pid_t candidate : *inside) {
            // The descriptor is opened first: who is looked at then is who gets the signal.
            UniqueFd pidfd(sys::pidfd_open(candidate));
            if (!pidfd || !is_idle_process(candidate)) continue;
            if (int code = sys::pidfd_send_signal(pidfd.get(), SIGTERM); code < 0)
                return trouble(Error::from_errno("end process " + std::to_string(candidate), -code));
            return {};
        }
    }
    return trouble(Code::failed, "no scope of this process has an idle process");
}

}  // namespace sandbox::cgroup
