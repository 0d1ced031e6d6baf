// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The default filter against the attacks of the catalogue (K and E), with numbers and arguments written out as an
// attacker would: neither the profile nor its tables of constants take part.
#include <doctest/doctest.h>
#include <linux/audit.h>
#include <sys/syscall.h>

#include <cerrno>

#include "evaluate.hh"
#include "seccomp_profiles.hh"

using namespace sandbox::seccomp;

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#endif

constexpr std::uint64_t kHigh = 0xdeadbeef00000000;

/// What the call returns: 0 if the kernel gets it, the errno value if the filter refuses, -1 if it kills.
int result(const seccomp_data& data) {
    auto verdict = evaluate(kShippedProfiles[0].program, data);
    REQUIRE(verdict);
    if (*verdict == SECCOMP_RET_ALLOW) return 0;
    if (*verdict == SECCOMP_RET_KILL_PROCESS) return -1;
    REQUIRE((*verdict & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ERRNO);
    return static_cast<int>(*verdict & SECCOMP_RET_DATA);
}

int result(long number, std::uint64_t a = 0, std::uint64_t b = 0, std::uint64_t c = 0,
           std::uint32_t architecture = kArchitecture) {
    return result(seccomp_data{static_cast<int>(number), architecture, 0, {a, b, c}});
}

int openat_result(std::uint64_t flags, std::uint64_t mode) {
    return result(seccomp_data{SYS_openat, kArchitecture, 0, {0, 0, flags, mode}});
}

}  // namespace

TEST_CASE("I03, I04: TIOCSTI, TIOCLINUX and TIOCSETD are refused, also with high bits set; other ioctls pass") {
    for (std::uint64_t request : {0x5412u, 0x541cu, 0x5423u}) {
        CHECK(result(SYS_ioctl, 0, request) == EPERM);
        CHECK(result(SYS_ioctl, 0, request | kHigh) == EPERM);
        CHECK(result(SYS_ioctl, kHigh, request | 0xffffffff00000000) == EPERM);
    }
    CHECK(result(SYS_ioctl, 0, 0x540e) == 0);  // TIOCSCTTY
    CHECK(result(SYS_ioctl, 0, 0x5410) == 0);  // TIOCSPGRP
    CHECK(result(SYS_ioctl, 0, 0x5413) == 0);  // TIOCGWINSZ
}

TEST_CASE("K05: a file cannot be leased, nor a directory delegated; other fcntls pass") {
    for (std::uint64_t command : {1024u, 1040u}) {
        CHECK(result(SYS_fcntl, 0, command) == EPERM);
        CHECK(result(SYS_fcntl, kHigh, command | kHigh) == EPERM);
    }
    for (std::uint64_t command : {3u, 4u, 6u, 1025u, 1026u, 1030u, 1031u, 1033u}) CHECK(result(SYS_fcntl, 0, command) == 0);
}

TEST_CASE("K02: the kernel's log is not readable") { CHECK(result(SYS_syslog, 3) == EPERM); }

TEST_CASE("K03: keyrings are out of reach") {
    for (long number : {SYS_keyctl, SYS_add_key, SYS_request_key}) CHECK(result(number) == EPERM);
}

TEST_CASE("K04: io_uring is not there") {
    for (long number : {SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register}) CHECK(result(number) == ENOSYS);
}

TEST_CASE("K05: calls that reach other processes and the kernel's insides are refused") {
    for (long number : {SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_getfd, SYS_bpf,
                        SYS_perf_event_open, SYS_fanotify_init, SYS_fanotify_mark, SYS_mbind, SYS_migrate_pages,
                        SYS_move_pages, SYS_set_mempolicy, SYS_get_mempolicy, SYS_init_module, SYS_finit_module,
                        SYS_kexec_load, SYS_open_by_handle_at, SYS_chroot, SYS_mount, SYS_umount2, SYS_pivot_root})
        CHECK(result(number) == EPERM);
    CHECK(result(SYS_userfaultfd) == ENOSYS);
    CHECK(result(447 /* memfd_secret */) == ENOSYS);
#if defined(__x86_64__)
    for (long number : {SYS_modify_ldt, SYS_iopl, SYS_ioperm}) CHECK(result(number) == EPERM);
#endif
}

TEST_CASE("calls that change the machine, its clock, its disks or its names are refused") {
    for (long number : {SYS_reboot, SYS_kexec_file_load, SYS_delete_module, SYS_swapon, SYS_swapoff, SYS_quotactl, SYS_acct,
                        SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sethostname,
                        SYS_setdomainname, SYS_vhangup, SYS_name_to_handle_at, SYS_lookup_dcookie})
        CHECK(result(number) == EPERM);
}

TEST_CASE("K06: personality answers queries, and refuses what weakens the memory layout") {
    CHECK(result(SYS_personality, 0xffffffff) == 0);
    CHECK(result(SYS_personality, 0xffffffffffffffff) == 0);
    for (std::uint64_t plain : {0u, 0x8u, 0x20000u, 0x20008u}) CHECK(result(SYS_personality, plain) == 0);
    for (std::uint64_t weak : {0x0040000u, 0x0400000u, 0x0440000u, 0x0100000u, 0x0200000u, 0x4u, 0x80000000u, 0xfffffffeu}) {
        CHECK(result(SYS_personality, weak) == EPERM);
        CHECK(result(SYS_personality, weak | kHigh) == EPERM);
    }
}

TEST_CASE("K07: calls of other ABIs kill, whatever their number") {
    for (int number = 0; number < 600; ++number) {
        CHECK(result(number, 0, 0, 0, AUDIT_ARCH_I386) == -1);
        CHECK(result(number, 0, 0, 0, AUDIT_ARCH_ARM) == -1);
#if defined(__x86_64__)
        CHECK(result(number, 0, 0, 0, AUDIT_ARCH_AARCH64) == -1);
        CHECK(result(0x40000000 | number) == -1);
#endif
    }
}

TEST_CASE("K08: clone3 and numbers that no kernel has are not there") {
    CHECK(result(SYS_clone3) == ENOSYS);
    for (int number : {600, 1024, 99999, 0x3fffffff}) CHECK(result(number) == ENOSYS);
}

TEST_CASE("K09: the new mount calls are not there") {
    for (long number : {SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_open_tree, SYS_move_mount,
                        SYS_mount_setattr, 457 /* statmount */, 458 /* listmount */, 467 /* open_tree_attr */})
        CHECK(result(number) == ENOSYS);
}

TEST_CASE("K10: no namespace can be made or joined, also with other flags and high bits set") {
    for (std::uint64_t flag : {0x20000u, 0x2000000u, 0x4000000u, 0x8000000u, 0x10000000u, 0x20000000u, 0x40000000u, 0x80u}) {
        for (std::uint64_t others : {std::uint64_t{0}, std::uint64_t{0x11}, std::uint64_t{0x7e020000}, kHigh}) {
            CHECK(result(SYS_unshare, flag | others) == EPERM);
            CHECK(result(SYS_clone, flag | others) == EPERM);
        }
    }
    CHECK(result(SYS_setns) == EPERM);
    CHECK(result(SYS_clone, 17) == 0);             // fork
    CHECK(result(SYS_clone, 0x4111) == 0);         // posix_spawn
    CHECK(result(SYS_clone, 0x003d0f00) == 0);     // a thread
    CHECK(result(SYS_unshare, 0x400 | 0x200) == 0);  // CLONE_FILES, CLONE_FS
}

TEST_CASE("K11: sockets of unusual families and protocols are refused, also with high bits set") {
    for (std::uint64_t family = 0; family < 64; ++family) {
        bool usual = family == 1 || family == 2 || family == 10 || family == 16;
        CAPTURE(family);
        CHECK(result(SYS_socket, family, 1, 0) == (usual ? 0 : EAFNOSUPPORT));
        CHECK(result(SYS_socket, family | kHigh, 1, 0) == (usual ? 0 : EAFNOSUPPORT));
        CHECK(result(SYS_socketpair, family, 1, 0) == (family == 1 ? 0 : EAFNOSUPPORT));
    }
    for (std::uint64_t protocol = 1; protocol < 32; ++protocol) {
        CHECK(result(SYS_socket, 16, 3, protocol) == EAFNOSUPPORT);
        CHECK(result(SYS_socket, 16, 3, protocol | kHigh) == EAFNOSUPPORT);
        CHECK(result(SYS_socket, 2, 3, protocol) == 0);
    }
    constexpr std::uint64_t kCloseOnExec = 02000000, kNonBlocking = 04000;
    for (std::uint64_t family : {2ul, 10ul})
        for (std::uint64_t type = 0; type < 16; ++type)
            for (std::uint64_t protocol = 0; protocol < 264; ++protocol) {
                bool is_tcp = type == 1 && (protocol == 0 || protocol == 6);
                bool is_udp = type == 2 && (protocol == 0 || protocol == 17 || protocol == 1 || protocol == 58);
                int expected = is_tcp || is_udp || type == 3 ? 0 : EAFNOSUPPORT;
                CAPTURE(type);
                CAPTURE(protocol);
                CHECK(result(SYS_socket, family, type | kCloseOnExec | kNonBlocking, protocol) == expected);
                CHECK(result(SYS_socket, family | kHigh, type | kHigh, protocol | kHigh) == expected);
            }
}

TEST_CASE("K15: device nodes cannot be made, fifos and sockets can") {
    for (std::uint64_t device : {0020666u, 0060600u}) {
        CHECK(result(SYS_mknodat, 0, 0, device) == EPERM);
        CHECK(result(SYS_mknodat, 0, 0, device | kHigh) == EPERM);
    }
    for (std::uint64_t other : {0010666u, 0140777u, 0100644u, 0644u}) CHECK(result(SYS_mknodat, 0, 0, other) == 0);
}

TEST_CASE("no file gets set-user-id or set-group-id bits, by whatever call") {
    constexpr std::uint64_t kCreate = 0100, kTemporary = 020200000;
    constexpr long kFchmodat2 = 452;  // newer than the C library's headers
    for (std::uint64_t mode : {04755u, 02755u, 06000u}) {
        CAPTURE(mode);
        for (std::uint64_t high : {std::uint64_t{0}, kHigh}) {
            CHECK(result(SYS_fchmod, 3, mode | high) == EPERM);
            CHECK(result(SYS_fchmodat, 0, 0, mode | high) == EPERM);
            CHECK(result(kFchmodat2, 0, 0, mode | high) == EPERM);
            CHECK(result(SYS_mknodat, 0, 0, mode | high) == EPERM);
            CHECK(openat_result(kCreate | 1, mode | high) == EPERM);
            CHECK(openat_result(kTemporary | 1, mode | high) == EPERM);
        }
        CHECK(openat_result(0, mode) == 0);
    }
    for (std::uint64_t mode : {0755u, 01777u}) {
        CHECK(result(SYS_fchmod, 3, mode) == 0);
        CHECK(result(SYS_fchmodat, 0, 0, mode) == 0);
        CHECK(openat_result(kCreate | 1, mode) == 0);
    }
    CHECK(result(SYS_openat2) == ENOSYS);
}

TEST_CASE("PR_SET_MM is refused, also with high bits set; the rest of prctl passes") {
    CHECK(result(SYS_prctl, 35) == EPERM);
    CHECK(result(SYS_prctl, 35 | kHigh) == EPERM);
    for (std::uint64_t option : {1u, 4u, 15u, 22u, 38u}) CHECK(result(SYS_prctl, option) == 0);
}

TEST_CASE("real-time scheduling is refused, also with SCHED_RESET_ON_FORK and high bits set") {
    for (std::uint64_t policy : {1u, 2u, 6u, 7u, 4u}) {
        CHECK(result(SYS_sched_setscheduler, 0, policy) == EPERM);
        CHECK(result(SYS_sched_setscheduler, 0, policy | 0x40000000) == EPERM);
        CHECK(result(SYS_sched_setscheduler, 0, policy | kHigh) == EPERM);
    }
    for (std::uint64_t policy : {0u, 3u, 5u, 0x40000003u}) CHECK(result(SYS_sched_setscheduler, 0, policy) == 0);
}
