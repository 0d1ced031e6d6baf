// SPDX-License-Identifier: LGPL-2.1-or-later
#include "child.hh"

#include <grp.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <new>

namespace sandbox::seccomp {

int run_in_child(const std::function<int()>& body) {
    constexpr int kNotPrepared = 250;
    pid_t child = ::fork();
    if (child == 0) {
        // Who crashes is not to end the parent's test run in its name, as doctest's own handlers would.
        for (int signal : {SIGINT, SIGILL, SIGFPE, SIGSEGV, SIGABRT, SIGTERM, SIGBUS}) ::signal(signal, SIG_DFL);
        const rlimit none = {0, 0};
        bool prepared = ::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                        ::prctl(PR_SET_DUMPABLE, 0) == 0;
        // Not _exit(): a sanitizer makes calls of its own there, which the body may have forbidden.
        ::syscall(SYS_exit_group, prepared ? body() : kNotPrepared);
    }
    int status = -1;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

bool load(std::span<const sock_filter> program) {
    sock_fprog whole = {static_cast<unsigned short>(program.size()), const_cast<sock_filter*>(program.data())};
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &whole) == 0;
}

bool become_nobody() {
    constexpr unsigned kNobody = 65534;
    if (::geteuid() != 0) return true;
    return ::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 &&
           ::setresuid(kNobody, kNobody, kNobody) == 0;
}

SharedInts::SharedInts(std::size_t count) : count_(count) {
    void* memory = ::mmap(nullptr, count * sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    ints_ = static_cast<int*>(memory);
}

SharedInts::~SharedInts() { ::munmap(ints_, count_ * sizeof(int)); }

}  // namespace sandbox::seccomp
