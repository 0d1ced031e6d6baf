// SPDX-License-Identifier: LGPL-2.1-or-later
#include "probe.hh"

#include <fcntl.h>
#include <linux/keyctl.h>
#include <linux/netlink.h>
#include <linux/openat2.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>

namespace probe {
namespace {

void writable(const char* path) {
    int fd = ::open(path, O_WRONLY | O_CLOEXEC);
    struct stat status {};
    bool is_null = fd >= 0 && ::fstat(fd, &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);
    check("K01", fd < 0 || is_null, std::string(path) + (is_null ? " is /dev/null" : " for writing"));
    if (fd >= 0) ::close(fd);
}

void unreadable(const char* id, const char* path) {
    int fd = ::open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char byte;
    long count = fd < 0 ? -errno : ::read(fd, &byte, 1);
    check(id, count <= 0, with(std::string("read ") + path, count));
    if (fd >= 0) ::close(fd);
}

struct Try {
    const char* name;
    long number;
    long arguments[5];
};

void refused(const char* id, const Try& attempt, std::initializer_list<int> errors) {
    const long* a = attempt.arguments;
    long result = call(attempt.number, a[0], a[1], a[2], a[3], a[4], 0L);
    check(id, is_one_of(result, errors), with(attempt.name, result));
}

void dangerous_calls() {
    char page[4096] = {};
    auto memory = reinterpret_cast<long>(page);
    long self = ::getpid();
    const Try attempts[] = {
        {"userfaultfd", SYS_userfaultfd, {0}}, {"bpf", SYS_bpf, {0, memory, 120}},
        {"perf_event_open", SYS_perf_event_open, {memory, 0, -1, -1, 0}}, {"ptrace TRACEME", SYS_ptrace, {0}},
        {"process_vm_readv", SYS_process_vm_readv, {self, memory, 1, memory, 1}},
        {"process_vm_writev", SYS_process_vm_writev, {self, memory, 1, memory, 1}},
        {"kcmp", SYS_kcmp, {self, self, 0, 0, 0}}, {"pidfd_getfd", SYS_pidfd_getfd, {0, 0, 0}},
        {"fanotify_init", SYS_fanotify_init, {0, 0}}, {"move_pages", SYS_move_pages, {0, 0, 0, 0, 0}},
        {"get_mempolicy", SYS_get_mempolicy, {0, 0, 0, 0, 0}}, {"mbind", SYS_mbind, {memory, 4096, 0, 0, 0}},
        {"kexec_load", SYS_kexec_load, {0}}, {"init_module", SYS_init_module, {0}}, {"reboot", SYS_reboot, {0}},
        {"swapon", SYS_swapon, {memory, 0}}, {"acct", SYS_acct, {0}}, {"syslog", SYS_syslog, {3, memory, 4096}},
        {"fcntl F_SETLEASE", SYS_fcntl, {0, 1024, 0}}, {"settimeofday", SYS_settimeofday, {memory, 0}}, {"vhangup", SYS_vhangup, {0}},
        {"process_madvise", SYS_process_madvise, {0}}, {"sethostname", SYS_sethostname, {memory, 4}},
#ifdef __x86_64__
        {"modify_ldt", SYS_modify_ldt, {0, memory, 16}}, {"iopl", SYS_iopl, {3}}, {"ioperm", SYS_ioperm, {0, 1, 1}},
#endif
    };
    for (const Try& attempt : attempts) refused("K05", attempt, {EPERM, ENOSYS});
}

void namespaces() {
    const std::pair<const char*, int> kinds[] = {{"mount", CLONE_NEWNS}, {"pid", CLONE_NEWPID}, {"ipc", CLONE_NEWIPC},
                                                 {"uts", CLONE_NEWUTS},  {"net", CLONE_NEWNET}, {"user", CLONE_NEWUSER},
                                                 {"cgroup", CLONE_NEWCGROUP}, {"time", 0x80}};
    for (const auto& [name, flag] : kinds) {
        long result = call(SYS_unshare, flag);
        check("K10", is_one_of(result, {EPERM, ENOSPC}), with(std::string("unshare ") + name, result));
    }
    for (const auto& [name, flag] : kinds) {
        if (flag == 0x80) continue;  // in the exit signal's bits of clone
        long pid = call(SYS_clone, flag | 17, 0, 0, 0, 0);
        if (pid == 0) ::_exit(0);
        if (pid > 0) ::waitpid(static_cast<pid_t>(pid), nullptr, 0);
        check("K10", is_one_of(pid, {EPERM, ENOSPC}), with(std::string("clone ") + name, pid));
    }
    for (const char* kind : {"user", "mnt", "net", "pid"}) {
        int fd = ::open((std::string("/proc/1/ns/") + kind).c_str(), O_RDONLY | O_CLOEXEC);
        long result = fd < 0 ? -errno : call(SYS_setns, fd, 0);
        check("K10", result < 0, with(std::string("setns to PID 1's ") + kind, result));
    }
    std::FILE* limit = std::fopen("/proc/sys/user/max_user_namespaces", "re");
    int count = -1;
    if (limit == nullptr || std::fscanf(limit, "%d", &count) != 1) return say("K10", "skip", "no max_user_namespaces here");
    check("K10", count == 0, "max_user_namespaces is " + std::to_string(count));
}

void sockets() {
    for (int family = 0; family < 46; ++family) {
        bool is_open = family == AF_UNIX || family == AF_INET || family == AF_INET6 || family == AF_NETLINK;
        if (is_open) continue;
        for (int type : {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET}) {
            long fd = call(SYS_socket, family, type, 0);
            if (fd >= 0 || !is_one_of(fd, {EAFNOSUPPORT, EPERM, EINVAL}))
                check("K11", false, with("family " + std::to_string(family) + " type " + std::to_string(type), fd));
            if (fd >= 0) ::close(static_cast<int>(fd));
        }
    }
    for (int protocol = 0; protocol < 24; ++protocol) {
        long fd = call(SYS_socket, AF_NETLINK, SOCK_RAW, protocol);
        if (protocol != NETLINK_ROUTE) check("K11", fd < 0, with("netlink protocol " + std::to_string(protocol), fd));
    }
    for (int family : {AF_INET, AF_INET6}) {
        check("K11", call(SYS_socket, family, SOCK_RAW, 255) < 0, "raw socket");
        for (int protocol : {33, 115, 132, 136, 256, 262})  // DCCP, L2TP, SCTP, UDP-Lite, SMC, MPTCP
            for (int type : {1, 2, 5, 6}) {
                long fd = call(SYS_socket, family, type, protocol);
                check("K11", fd == -EAFNOSUPPORT, with("internet protocol " + std::to_string(protocol) + " type " + std::to_string(type), fd));
            }
    }
    check("K11", call(SYS_socket, 40, SOCK_STREAM, 0) < 0, "vsock");
    check("K11", call(SYS_socket, 38, SOCK_SEQPACKET, 0) < 0, "alg");
}

void capabilities() {
    std::FILE* status = std::fopen("/proc/self/status", "re");
    char line[256];
    while (status != nullptr && std::fgets(line, sizeof line, status) != nullptr) {
        std::string text(line, std::strcspn(line, "\n"));
        if (text.starts_with("Cap")) check("K12", text.ends_with("0000000000000000"), text);
        if (text.starts_with("NoNewPrivs")) check("K13", text.ends_with("1"), text);
        if (text.starts_with("Seccomp:")) check("K12", text.ends_with("2"), text);
    }
    if (status != nullptr) std::fclose(status);
    check("K12", ::prctl(PR_GET_SECUREBITS) == 0x2f, with("securebits locked", ::prctl(PR_GET_SECUREBITS)));
    int file = ::open("/tmp/setuid", O_WRONLY | O_CREAT, 0700);
    check("K13", file >= 0 && ::fchmod(file, 04755) < 0 && ::chmod("/tmp/setuid", 02755) < 0, "make a setuid or setgid file");
    ::close(file), ::unlink("/tmp/setuid");
    check("K13", ::setuid(0) < 0 || ::getuid() != 0 || ::prctl(PR_CAPBSET_READ, 21) == 0, "setuid(0)");
}

void devices() {
    for (const char* directory : {"/tmp", "/dev", "/dev/shm", "/run", "/home/user"}) {
        for (auto [type, number] : {std::pair(S_IFCHR, makedev(1, 1)), std::pair(S_IFBLK, makedev(8, 0))}) {
            std::string path = std::string(directory) + "/node";
            long result = call(SYS_mknodat, AT_FDCWD, path.c_str(), type | 0666, number);
            check("K15", result < 0, with("mknod in " + std::string(directory), result));
            if (result == 0) ::unlink(path.c_str());
        }
    }
}

void forged_credentials() {
    int type = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(0, SOL_SOCKET, SO_TYPE, &type, &size) < 0) return;  // only where standard input is a host's socket
    for (auto [pid, id] : {std::pair(1, ::getuid()), std::pair(static_cast<int>(::getpid()), 0u), std::pair(::getppid() + 400, 0u)}) {
        ucred forged{.pid = pid, .uid = id, .gid = id};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof forged)] = {};
        char byte = 'x';
        iovec data{&byte, 1};
        msghdr message{};
        message.msg_iov = &data, message.msg_iovlen = 1;
        message.msg_control = control, message.msg_controllen = sizeof control;
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET, header->cmsg_type = SCM_CREDENTIALS, header->cmsg_len = CMSG_LEN(sizeof forged);
        std::memcpy(CMSG_DATA(header), &forged, sizeof forged);
        long result = ::sendmsg(0, &message, MSG_NOSIGNAL) < 0 ? -errno : 0;
        check("K16", result < 0, with("credentials pid " + std::to_string(pid) + " uid " + std::to_string(id), result));
    }
}

/// In a child, whose end is the answer: killed, or the result of the call.
template <class Function> void killed(const char* id, const char* what, Function&& function) {
    pid_t pid = ::fork();
    if (pid == 0) ::_exit(function() ? 0 : 1);
    int status = 0;
    ::waitpid(pid, &status, 0);
    bool is_killed = WIFSIGNALED(status) && (WTERMSIG(status) == 31 || WTERMSIG(status) == 9 || WTERMSIG(status) == 11);
    check(id, is_killed || (WIFEXITED(status) && WEXITSTATUS(status) == 1), std::string(what) + (is_killed ? ": killed" : ""));
}

}  // namespace

void kernel(const char* id) {
    if (wants(id, "K01"))
        for (const char* path : {"/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe",
                                 "/proc/sys/kernel/hostname", "/proc/sys/vm/drop_caches", "/proc/sys/net/ipv4/ip_forward",
                                 "/proc/sys/user/max_user_namespaces", "/proc/sys/kernel/ns_last_pid", "/proc/sys/fs/binfmt_misc/register",
                                 "/proc/sys/kernel/randomize_va_space", "/proc/irq/default_smp_affinity", "/proc/irq/0/smp_affinity",
                                 "/proc/bus/pci/00/00.0", "/proc/acpi/wakeup", "/proc/mtrr", "/proc/scsi/scsi", "/proc/fs/ext4",
                                 "/sys/kernel/uevent_helper", "/sys/power/state", "/sys/kernel/mm/transparent_hugepage/enabled"})
            writable(path);
    if (wants(id, "K02"))
        for (const char* path : {"/proc/kcore", "/proc/kallsyms", "/proc/kmsg", "/dev/kmsg", "/proc/timer_list", "/proc/keys",
                                 "/proc/slabinfo", "/proc/interrupts", "/proc/latency_stats", "/proc/sched_debug", "/dev/mem",
                                 "/proc/vmallocinfo", "/proc/pagetypeinfo", "/proc/kpageflags", "/proc/kpagecgroup",
                                 "/proc/asound/cards", "/sys/kernel/notes", "/sys/firmware/acpi/tables/DSDT"})
            unreadable("K02", path);
    if (wants(id, "K03")) {
        refused("K03", {"keyctl join", SYS_keyctl, {KEYCTL_JOIN_SESSION_KEYRING, 0}}, {EPERM, ENOSYS});
        refused("K03", {"keyctl read", SYS_keyctl, {KEYCTL_READ, KEY_SPEC_SESSION_KEYRING, 0, 0}}, {EPERM, ENOSYS});
        long type = reinterpret_cast<long>("user"), name = reinterpret_cast<long>("sandbox-escape");
        refused("K03", {"add_key", SYS_add_key, {type, name, name, 4, KEY_SPEC_USER_KEYRING}}, {EPERM, ENOSYS});
        refused("K03", {"request_key", SYS_request_key, {type, name, 0, 0}}, {EPERM, ENOSYS});
    }
    if (wants(id, "K04")) {
        char parameters[256] = {};
        refused("K04", {"io_uring_setup", SYS_io_uring_setup, {4, reinterpret_cast<long>(parameters)}}, {ENOSYS});
        refused("K04", {"io_uring_enter", SYS_io_uring_enter, {0}}, {ENOSYS});
        refused("K04", {"io_uring_register", SYS_io_uring_register, {0}}, {ENOSYS});
    }
    if (wants(id, "K05")) dangerous_calls();
    if (wants(id, "K06")) {
        for (unsigned long persona : {0x0040000ul, 0x0400000ul, 0x0100000ul, 0x4000000ul})
            refused("K06", {"personality", SYS_personality, {static_cast<long>(persona)}}, {EPERM});
        check("K06", call(SYS_personality, 0xffffffff) == 0, with("personality query", call(SYS_personality, 0xffffffff)));
    }
#ifdef __x86_64__
    if (wants(id, "K07")) {
        killed("K07", "int 0x80 (getpid)", [] {
            long result = 20;
            asm volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
            return result > 0;
        });
        killed("K07", "int 0x80 (mount)", [] {
            long result = 21;
            asm volatile("int $0x80" : "+a"(result) : "b"(0), "c"(0), "d"(0), "S"(0), "D"(0) : "memory", "r8", "r9", "r10", "r11");
            return result != -EPERM;
        });
        killed("K07", "x32 getpid", [] { return call(0x40000000 + SYS_getpid) > 0; });
        killed("K07", "x32 ptrace", [] { return !is_one_of(call(0x40000000 + 521, 0, 0, 0, 0), {EPERM, ENOSYS}); });
    }
#endif
    if (wants(id, "K08")) {
        char arguments[88] = {};
        std::memcpy(arguments, "\0\0\0\x10", 4);
        refused("K08", {"clone3", SYS_clone3, {reinterpret_cast<long>(arguments), sizeof arguments}}, {ENOSYS});
        for (long number : {512L, 700L, 1000L, 0x3fffffffL}) refused("K08", {"an unknown number", number, {0}}, {ENOSYS});
    }
    if (wants(id, "K09")) {
        auto type = reinterpret_cast<long>("tmpfs"), root = reinterpret_cast<long>("/");
        const Try attempts[] = {{"fsopen", SYS_fsopen, {type, 0}}, {"fsmount", SYS_fsmount, {0, 0, 0}},
                                {"fspick", SYS_fspick, {AT_FDCWD, root, 0}}, {"open_tree", SYS_open_tree, {AT_FDCWD, root, 1}},
                                {"move_mount", SYS_move_mount, {AT_FDCWD, root, AT_FDCWD, root, 0}},
                                {"mount_setattr", SYS_mount_setattr, {AT_FDCWD, root, 0, root, 32}}};
        for (const Try& attempt : attempts) refused("K09", attempt, {ENOSYS, EPERM});
    }
    if (wants(id, "K10")) namespaces();
    if (wants(id, "K11")) sockets();
    if (wants(id, "K12") || wants(id, "K13")) capabilities();
    if (wants(id, "K15")) devices();
    if (wants(id, "K16")) forged_credentials();
}

}  // namespace probe
