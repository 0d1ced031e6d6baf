// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/seccomp/op.hh"

#include "core/sys.hh"

#include <cstddef>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/socket.h>

namespace sandbox::seccomp {

int apply(const LoadFilterOp& op, Context& context) noexcept {
    context.call = "seccomp";
    sock_fprog program{.len = op.length, .filter = const_cast<sock_filter*>(op.program)};
    return sys::done(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
}

#if defined(__x86_64__)
static constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
static constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#endif

static constexpr sock_filter kReboot[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 0, 3),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_reboot, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

/// The one message of this line is a descriptor.
static int send_descriptor(int line, int fd) noexcept {
    char byte = 0;
    iovec bytes{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof fd)] = {};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    ::memcpy(CMSG_DATA(header), &fd, sizeof fd);
    return sys::done(::sendmsg(line, &message, MSG_NOSIGNAL));
}

int apply(const WatchRebootOp& op, Context& context) noexcept {
    sock_fprog program{.len = sizeof kReboot / sizeof *kReboot, .filter = const_cast<sock_filter*>(kReboot)};
    context.call = "seccomp NEW_LISTENER";
    sys::ScopedFd listener(static_cast<int>(sys::result(
        ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program))));
    if (listener.failed()) return listener.get();
    context.call = "sendmsg";
    return send_descriptor(op.line, listener.get());
}

}  // namespace sandbox::seccomp
