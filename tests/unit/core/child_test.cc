// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/child.hh"

#include "core/file.hh"
#include "core/sys.hh"

#include <cerrno>
#include <csignal>
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;
using namespace std::chrono_literals;

namespace {

/// One that ends with a status when the other end of its pipe is closed.
struct Waiting {
    Child child{};
    UniqueFd line{};
};

Waiting start(int status) {
    auto [read_end, write_end] = *make_pipe();
    pid_t pid = ::fork();
    if (pid == 0) {
        write_end.reset();
        char byte;
        (void)!::read(read_end.get(), &byte, 1);
        ::_exit(status);
    }
    return {Child(pid, UniqueFd(sys::pidfd_open(pid))), std::move(write_end)};
}

/// A signal that interrupts what waits, again and again, until this goes. The tenth closes a descriptor, if there is one.
class Interruptions {
public:
    explicit Interruptions(int line = -1) {
        count_ = 0;
        line_ = line;
        struct sigaction action {};
        action.sa_handler = [](int) {
            count_ = count_ + 1;
            if (count_ == 10 && line_ >= 0) ::close(line_);
        };
        ::sigaction(SIGALRM, &action, &before_);
        itimerval often{.it_interval = {0, 5000}, .it_value = {0, 5000}};
        ::setitimer(ITIMER_REAL, &often, nullptr);
    }
    Interruptions(const Interruptions&) = delete;
    Interruptions& operator=(const Interruptions&) = delete;
    ~Interruptions() {
        itimerval never{};
        ::setitimer(ITIMER_REAL, &never, nullptr);
        ::sigaction(SIGALRM, &before_, nullptr);
    }

private:
    static inline volatile std::sig_atomic_t count_ = 0, line_ = -1;
    struct sigaction before_ {};
};

}  // namespace

TEST_CASE("child: who is not waited for is killed") {
    pid_t pid = -1;
    {
        auto waiting = start(0);
        pid = waiting.child.pid();
        REQUIRE(pid > 0);
        CHECK(::kill(pid, 0) == 0);
    }
    CHECK(::kill(pid, 0) == -1);
    CHECK(errno == ESRCH);
}

TEST_CASE("child: that it has ended is known before it is waited for, and its status after") {
    auto waiting = start(3);
    CHECK_FALSE(waiting.child.has_ended());
    waiting.line.reset();
    REQUIRE(*ends_within(waiting.child.pidfd(), kForever));
    CHECK(waiting.child.has_ended());
    CHECK(waiting.child.has_ended());
    CHECK(describe_failure(*waiting.child.wait()) == "exited with status 3");
    CHECK_FALSE(waiting.child);
}

TEST_CASE("child: what went wrong is told, and nothing of what went well") {
    CHECK(describe_failure(W_EXITCODE(0, 0)) == "");
    CHECK(describe_failure(W_EXITCODE(1, 0)) == "exited with status 1");
    CHECK(describe_failure(W_EXITCODE(0, SIGTERM)) == "ended by SIGTERM");
    CHECK(describe_failure(W_EXITCODE(0, SIGSEGV) | WCOREFLAG) == "ended by SIGSEGV");
}

TEST_CASE("child: one that does not end in time is not waited for any longer, however often a signal comes") {
    auto waiting = start(0);
    CHECK_FALSE(*ends_within(waiting.child.pidfd(), 0s));
    Interruptions interruptions;
    auto begin = monotonic_now();
    CHECK_FALSE(*ends_within(waiting.child.pidfd(), 100ms));
    CHECK(monotonic_now() - begin >= 100ms);
}

TEST_CASE("child: a signal does not make one that ends look like one that does not") {
    auto waiting = start(0);
    Interruptions interruptions(waiting.line.release());
    CHECK(*ends_within(waiting.child.pidfd(), kForever));
}

TEST_CASE("child: one that was waited for gets no signal, nor does anybody else") {
    pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        // In a pid namespace of its own nobody but itself would be hit.
        if (::unshare(CLONE_NEWUSER | CLONE_NEWPID) < 0) ::_exit(2);
        pid_t first = ::fork();
        if (first == 0) {
            pid_t bystander = ::fork();
            if (bystander == 0)
                for (;;) ::pause();
            auto [child, line] = start(0);
            line.reset();
            (void)child.wait();
            child.signal(SIGKILL);
            timespec moment{0, 100'000'000};
            ::nanosleep(&moment, nullptr);
            ::_exit(::waitpid(bystander, nullptr, WNOHANG) == 0 ? 0 : 1);
        }
        int status = 0;
        ::waitpid(first, &status, 0);
        ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 3);
    }
    int status = 0;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    if (WEXITSTATUS(status) == 2) MESSAGE("no user namespaces here");
    else CHECK(WEXITSTATUS(status) == 0);
}
