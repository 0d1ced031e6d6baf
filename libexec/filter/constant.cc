// SPDX-License-Identifier: LGPL-2.1-or-later
#include "constant.hh"

#include <fcntl.h>
#include <sched.h>
#include <asm/ioctls.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <iterator>

namespace sandbox::filter {
namespace {

struct Constant {
    std::string_view name;
    std::uint64_t value;
};

#define CONSTANT(name) {#name, static_cast<std::uint64_t>(name)}

constexpr Constant kConstants[] = {
    // clone, unshare
    CONSTANT(CLONE_NEWNS), CONSTANT(CLONE_NEWCGROUP), CONSTANT(CLONE_NEWUTS), CONSTANT(CLONE_NEWIPC),
    CONSTANT(CLONE_NEWUSER), CONSTANT(CLONE_NEWPID), CONSTANT(CLONE_NEWNET), {"CLONE_NEWTIME", 0x80},
    // ioctl
    CONSTANT(TIOCSTI), CONSTANT(TIOCLINUX), CONSTANT(TIOCSETD),
    // fcntl
    CONSTANT(F_SETLEASE), {"F_SETDELEG", 1040},
    // open
    CONSTANT(O_CREAT), CONSTANT(O_TMPFILE),
    // mknod, chmod
    CONSTANT(S_IFMT), CONSTANT(S_IFCHR), CONSTANT(S_IFBLK), CONSTANT(S_ISUID), CONSTANT(S_ISGID),
    // mmap, mprotect, shmat
    CONSTANT(PROT_READ), CONSTANT(PROT_WRITE), CONSTANT(PROT_EXEC), CONSTANT(SHM_EXEC),
    // personality
    CONSTANT(PER_LINUX), CONSTANT(PER_LINUX32), CONSTANT(UNAME26), CONSTANT(ADDR_NO_RANDOMIZE),
    CONSTANT(READ_IMPLIES_EXEC),
    // prctl
    CONSTANT(PR_SET_MM),
    // sched_setscheduler
    CONSTANT(SCHED_OTHER), CONSTANT(SCHED_BATCH), CONSTANT(SCHED_IDLE), CONSTANT(SCHED_FIFO), CONSTANT(SCHED_RR),
    {"SCHED_DEADLINE", 6}, {"SCHED_RESET_ON_FORK", 0x40000000},
    // socket
    CONSTANT(AF_UNSPEC), CONSTANT(AF_UNIX), CONSTANT(AF_LOCAL), CONSTANT(AF_INET), CONSTANT(AF_AX25), CONSTANT(AF_IPX),
    CONSTANT(AF_APPLETALK), CONSTANT(AF_NETROM), CONSTANT(AF_BRIDGE), CONSTANT(AF_ATMPVC), CONSTANT(AF_X25),
    CONSTANT(AF_INET6), CONSTANT(AF_ROSE), CONSTANT(AF_DECnet), CONSTANT(AF_NETBEUI), CONSTANT(AF_SECURITY),
    CONSTANT(AF_KEY), CONSTANT(AF_NETLINK), CONSTANT(AF_PACKET), CONSTANT(AF_ASH), CONSTANT(AF_ECONET),
    CONSTANT(AF_ATMSVC), CONSTANT(AF_RDS), CONSTANT(AF_SNA), CONSTANT(AF_IRDA), CONSTANT(AF_PPPOX),
    CONSTANT(AF_WANPIPE), CONSTANT(AF_LLC), CONSTANT(AF_IB), CONSTANT(AF_MPLS), CONSTANT(AF_CAN), CONSTANT(AF_TIPC),
    CONSTANT(AF_BLUETOOTH), CONSTANT(AF_IUCV), CONSTANT(AF_RXRPC), CONSTANT(AF_ISDN), CONSTANT(AF_PHONET),
    CONSTANT(AF_IEEE802154), CONSTANT(AF_CAIF), CONSTANT(AF_ALG), CONSTANT(AF_NFC), CONSTANT(AF_VSOCK),
    CONSTANT(AF_KCM), CONSTANT(AF_QIPCRTR), CONSTANT(AF_SMC), CONSTANT(AF_XDP), CONSTANT(AF_MCTP),
    {"SOCK_TYPE_MASK", 0xf}, CONSTANT(SOCK_STREAM), CONSTANT(SOCK_DGRAM), CONSTANT(SOCK_RAW),
    CONSTANT(IPPROTO_IP), CONSTANT(IPPROTO_TCP), CONSTANT(IPPROTO_UDP), CONSTANT(IPPROTO_ICMP), CONSTANT(IPPROTO_ICMPV6),
    CONSTANT(NETLINK_ROUTE), CONSTANT(NETLINK_KOBJECT_UEVENT), CONSTANT(NETLINK_AUDIT), CONSTANT(NETLINK_NETFILTER),
    CONSTANT(NETLINK_SOCK_DIAG), CONSTANT(NETLINK_GENERIC),
};

#undef CONSTANT

}  // namespace

std::optional<std::uint64_t> find_constant(std::string_view name) {
    const auto* found = std::ranges::find(kConstants, name, &Constant::name);
    if (found == std::end(kConstants)) return std::nullopt;
    return found->value;
}

std::optional<int> find_errno(std::string_view name) {
    constexpr int kLargestErrno = 133;
    for (int value = 1; value <= kLargestErrno; ++value) {
        const char* known = ::strerrorname_np(value);
        if (known != nullptr && name == known) return value;
    }
    return std::nullopt;
}

}  // namespace sandbox::filter
