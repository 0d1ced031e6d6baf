// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/change.hh"

#include "core/fd.hh"
#include "domains/cgroups/member.hh"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace sandbox::cgroup {

/// libcgroup tells the failed open from the failed write.
static std::unexpected<Trouble> not_opened(const Error& error) {
    Code code = error.code() == EPERM ? Code::not_owner : error.code() == ENOENT ? Code::no_group : Code::not_allowed;
    return trouble(code, error.message());
}

Outcome<> enter(const Mounts& mounts, const Spec& spec) {
    for (const Group& group : TRY(mounts.groups(spec))) {
        auto entry = cgroups::open_entry(group);
        if (!entry) return not_opened(entry.error());
        if (auto entered = cgroups::enter(group, entry->get()); !entered) return trouble(entered.error());
    }
    return {};
}

Outcome<> move(const Mounts& mounts, const Spec& spec, pid_t task) {
    for (const Group& group : TRY(mounts.groups(spec))) {
        if (auto entry = cgroups::open_entry(group); !entry) return not_opened(entry.error());
        // To the kernel 0 is who writes.
        if (task == 0) return trouble(Error::from_errno("process 0", ENOENT));
        if (auto moved = cgroups::move_task(group, task); !moved) return trouble(moved.error());
    }
    return {};
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
