// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/reboot_watch.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <linux/capability.h>
#include <linux/reboot.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace sandbox {
namespace {

/// A newer kernel writes more than our struct has.
union Notification {
    seccomp_notif call;
    char room[512];
};
union Response {
    seccomp_notif_resp answer;
    char room[512];
};

/// "CapEff:\t0000003fffffffff" of /proc/PID/status.
bool has_capability(pid_t pid, unsigned capability) {
    constexpr std::string_view kKey = "CapEff:\t";
    auto status = read_file("/proc/" + std::to_string(pid) + "/status");
    if (!status) return false;
    for (std::string_view line : split(*status, '\n')) {
        if (!line.starts_with(kKey)) continue;
        std::uint64_t mask = 0;
        line.remove_prefix(kKey.size());
        std::from_chars(line.data(), line.data() + line.size(), mask, 16);
        return (mask >> capability & 1) != 0;
    }
    return false;
}

/// Capabilities of a user namespace further inside are none over all of the sandbox.
bool is_same_user_namespace(pid_t one, pid_t other) {
    struct stat first {}, second {};
    auto look = [](pid_t pid, struct stat& status) { return ::stat(("/proc/" + std::to_string(pid) + "/ns/user").c_str(), &status) == 0; };
    return look(one, first) && look(other, second) && first.st_ino == second.st_ino && first.st_dev == second.st_dev;
}

/// reboot(2): what PID 1 of the pid namespace dies of; 0: no such command for a pid namespace.
int signal_of(std::uint64_t command) {
    switch (static_cast<std::uint32_t>(command)) {
    case LINUX_REBOOT_CMD_RESTART:
    case LINUX_REBOOT_CMD_RESTART2: return SIGHUP;
    case LINUX_REBOOT_CMD_HALT:
    case LINUX_REBOOT_CMD_POWER_OFF: return SIGINT;
    default: return 0;
    }
}

bool has_magic(const seccomp_data& data) {
    auto second = static_cast<std::uint32_t>(data.args[1]);
    bool is_second = second == LINUX_REBOOT_MAGIC2 || second == LINUX_REBOOT_MAGIC2A || second == LINUX_REBOOT_MAGIC2B || second == LINUX_REBOOT_MAGIC2C;
    return static_cast<std::uint32_t>(data.args[0]) == LINUX_REBOOT_MAGIC1 && is_second;
}

}  // namespace

void RebootWatch::serve(short events, const Child& init) {
    if (events == 0) return;
    if (!listener_) receive();
    else if ((events & POLLIN) != 0) answer(init);
    else listener_.reset(), line_ = -1;  // nobody is left whom it filters
}

void RebootWatch::receive() {
    char byte;
    iovec bytes{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t count = ::recvmsg(line_, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    line_ = -1;
    const cmsghdr* header = count > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
    if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return;
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
    listener_ = UniqueFd(fd);
}

void RebootWatch::answer(const Child& init) {
    Notification heard{};
    if (::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_RECV, &heard) < 0) return;
    auto pid = static_cast<pid_t>(heard.call.pid);
    bool may = pid > 0 && has_capability(pid, CAP_SYS_BOOT) && is_same_user_namespace(pid, init.pid());
    // If the caller has gone meanwhile, another process may have been looked at.
    if (::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &heard.call.id) < 0) return;
    int meant = has_magic(heard.call.data) ? signal_of(heard.call.data.args[2]) : 0;
    if (may && meant != 0) {
        signal_ = meant;
        init.signal(SIGKILL);
        return;
    }
    Response response{};
    response.answer.id = heard.call.id;
    response.answer.error = may ? -EINVAL : -EPERM;
    (void)::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_SEND, &response);
}

}  // namespace sandbox
