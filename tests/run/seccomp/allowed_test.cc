// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What must go on working under the default filter.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "child.hh"
#include "seccomp_profiles.hh"

using namespace sandbox::seccomp;

namespace {

/// One thing that must work.
struct Step {
    const char* what;
    bool (*works)();
};

bool ends_well(pid_t child) {
    int status = -1;
    return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

bool shell_works() {
    char shell[] = "/bin/sh";
    char option[] = "-c";
    char script[] = "test \"$(echo one two | cat | wc -w)\" -eq 2";
    char* arguments[] = {shell, option, script, nullptr};
    pid_t child = -1;
    return ::posix_spawn(&child, shell, nullptr, nullptr, arguments, environ) == 0 && ends_well(child);
}

bool execveat_works() {
    pid_t child = ::fork();
    if (child != 0) return ends_well(child);
    int file = ::open("/bin/true", O_PATH | O_CLOEXEC);
    char name[] = "true";
    char* arguments[] = {name, nullptr};
    ::syscall(SYS_execveat, file, "", arguments, environ, AT_EMPTY_PATH);
    ::_exit(1);
}

bool thread_works() {
    pthread_t thread;
    auto body = [](void* value) { return value; };
    int value = 0;
    void* result = nullptr;
    return ::pthread_create(&thread, nullptr, body, &value) == 0 && ::pthread_join(thread, &result) == 0 && result == &value;
}

bool own_filter_works() {
    pid_t child = ::fork();
    if (child != 0) return ends_well(child);
    auto allow_all = std::to_array<sock_filter>({BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)});
    sock_fprog program = {1, allow_all.data()};
    bool works = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program) >= 0;
    ::_exit(works ? 0 : 1);
}

bool landlock_works() {
    // A kernel without Landlock says EOPNOTSUPP or ENOSYS itself, a refusing filter would say EPERM.
    long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 || errno == EOPNOTSUPP || errno == ENOSYS;
}

bool shared_memory_works() {
    int segment = ::shmget(IPC_PRIVATE, 4096, 0600);
    if (segment < 0) return false;
    void* memory = ::shmat(segment, nullptr, 0);
    bool removed = ::shmctl(segment, IPC_RMID, nullptr) == 0;
    return removed && memory != reinterpret_cast<void*>(-1) && ::shmdt(memory) == 0;
}

bool fifo_works() {
    char directory[] = "/tmp/seccomp-test-XXXXXX";
    if (::mkdtemp(directory) == nullptr || ::chdir(directory) != 0) return false;
    bool made = ::mkfifo("fifo", 0600) == 0 && ::unlink("fifo") == 0;
    return ::rmdir(directory) == 0 && made;
}

bool is_open(int file) { return file >= 0 && ::close(file) == 0; }

sigset_t child_signal() {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGCHLD);
    return set;
}

const Step kSteps[] = {
    {"a shell with pipes", shell_works},
    {"execveat", execveat_works},
    {"a thread", thread_works},
    {"fork", [] {
         pid_t child = ::fork();
         if (child == 0) ::_exit(0);
         return ends_well(child);
     }},
    {"a new session", [] {
         pid_t child = ::fork();
         if (child == 0) ::_exit(::setsid() > 0 ? 0 : 1);
         return ends_well(child);
     }},
    {"a filter of the payload's own", own_filter_works},
    {"Landlock", landlock_works},
    {"System V shared memory", shared_memory_works},
    {"a fifo", fifo_works},
    {"statx", [] { struct statx s; return ::statx(AT_FDCWD, "/", 0, STATX_BASIC_STATS, &s) == 0; }},
    {"epoll", [] { return is_open(::epoll_create1(EPOLL_CLOEXEC)); }},
    {"eventfd", [] { return is_open(::eventfd(0, EFD_CLOEXEC)); }},
    {"timerfd", [] { return is_open(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)); }},
    {"signalfd", [] { sigset_t set = child_signal(); return is_open(::signalfd(-1, &set, SFD_CLOEXEC)); }},
    {"memfd_create", [] { return is_open(::memfd_create("test", MFD_CLOEXEC)); }},
    {"pidfd_open", [] { return is_open(static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0))); }},
    {"close_range", [] { return ::syscall(SYS_close_range, ~0u, ~0u, 0) == 0; }},
    {"getrandom", [] { char c; return ::syscall(SYS_getrandom, &c, 1, 0) == 1; }},
    {"a Unix socket", [] { return is_open(::socket(AF_UNIX, SOCK_STREAM, 0)); }},
    {"an internet socket", [] { return is_open(::socket(AF_INET, SOCK_STREAM, 0)); }},
    {"a route socket", [] { return is_open(::socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)); }},
    {"a socket pair", [] { int s[2]; return ::socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0; }},
    {"the personality query", [] { return ::personality(0xffffffff) >= 0; }},
    {"prctl", [] { char name[16]; return ::prctl(PR_GET_NAME, name) == 0; }},
    {"unshare of files", [] { return ::unshare(CLONE_FILES | CLONE_FS) == 0; }},
    {"an ioctl", [] { int n; int p[2]; return ::pipe(p) == 0 && ::syscall(SYS_ioctl, p[0], 0x541b, &n) == 0; }},
    {"an ordinary scheduling policy", [] { sched_param p = {}; return ::sched_setscheduler(0, SCHED_BATCH, &p) == 0; }},
};

}  // namespace

TEST_CASE("what ordinary programs and the sandbox's init do works under the default filter") {
    for (std::size_t i = 0; i < std::size(kSteps); ++i) {
        CAPTURE(kSteps[i].what);
        int status = run_in_child([&] {
            if (!become_nobody() || !load(kShippedProfiles[0].program)) return 2;
            return kSteps[i].works() ? 0 : 1;
        });
        CHECK(status == 0);
    }
}
