// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "launch.hh"

using namespace sandbox::init;
using namespace sandbox::init::test;

namespace {

/// A sandbox whose output is read, started and heard of once.
struct Ready {
    Pipe output = make_pipe();
    Sandbox sandbox;
    explicit Ready(Launch launch) : sandbox((launch.output = output.write.get(), launch)) {
        output.write.close();
        REQUIRE(read_line(output.read.get()) == "ready");
    }
    std::string line() const { return read_line(output.read.get()); }
    std::string rest() const { return read_all(output.read.get()); }
};

/// A sandbox that has lost its parent, while we hold the life line.
struct Orphaned {
    struct Told {
        pid_t init;
        int line;
    };
    Pipe output = make_pipe();
    Descriptor line;
    pid_t init = -1;

    explicit Orphaned(Launch launch) {
        Pipe tell = make_pipe();
        REQUIRE(::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
        launch.output = output.write.get();
        pid_t parent = ::fork();
        if (parent == 0) {
            Sandbox sandbox(launch);
            Told told{sandbox.pid(), sandbox.line()};
            if (::write(tell.write.get(), &told, sizeof told) > 0) ::pause();
            ::_exit(1);
        }
        output.write.close();
        Told told{};
        REQUIRE(::read(tell.read.get(), &told, sizeof told) == sizeof told);
        REQUIRE(read_line(output.read.get()) == "ready");
        init = told.init;

        Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, parent, 0)));
        line = Descriptor(static_cast<int>(::syscall(SYS_pidfd_getfd, process.get(), told.line, 0)));
        ::kill(parent, SIGKILL);
        ::waitpid(parent, nullptr, 0);
        REQUIRE(line.get() >= 0);
    }
    ~Orphaned() {
        ::kill(init, SIGKILL);
        ::waitpid(init, nullptr, 0);
        ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    }
    Orphaned(const Orphaned&) = delete;
};

Launch shell(const std::string& script) { return {.command = {"/bin/sh", "-c", script}}; }

}  // namespace

TEST_CASE("init: every signal from outside reaches the command, which init has no handler for either") {
    for (int number = 1; number <= SIGRTMAX; ++number) {
        if (number == SIGKILL || number == SIGSTOP || number == SIGCHLD || number == 32 || number == 33) continue;
        CAPTURE(number);
        Ready ready({.command = payload_command("wait-for-signal")});
        ready.sandbox.signal(number);
        CHECK(ready.line() == std::to_string(number) + " from 1");
        CHECK(ready.sandbox.expect(MessageKind::ended).status == 0);
    }
}

TEST_CASE("init: a forwarded signal ends a command that does not handle it, and that is told") {
    Ready ready(shell("echo ready; exec sleep 1000"));
    ready.sandbox.signal(SIGTERM);
    CHECK(ready.sandbox.expect(MessageKind::ended).status == SIGTERM);
    CHECK(ready.sandbox.wait() == 0);
}

TEST_CASE("init: a signal that was pending before init ran is forwarded") {
    sigset_t all, before;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, &before);  // inherited: as PID 1 it would else drop the signal
    Launch launch = shell("exec sleep 1000");
    launch.bad_signal_state = true;
    Sandbox sandbox(launch);
    sandbox.signal(SIGTERM);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);

    CHECK(sandbox.expect(MessageKind::ended).status == SIGTERM);
}

TEST_CASE("init: signals from inside, and made-up ones, are ignored") {
    Ready ready({.command = payload_command("send-from-inside")});
    ready.sandbox.signal(SIGRTMAX);  // the last that init reads: it has seen all others before
    CHECK(ready.line() == std::to_string(SIGRTMAX) + " alone");
    CHECK(ready.sandbox.expect(MessageKind::ended).status == 0);
}

TEST_CASE("init: orphans are reaped, and none of them is told of") {
    Launch launch{.command = payload_command("leave-orphans"), .own_proc = true};
    CHECK(output_of(launch) == "2 processes\n");
}

TEST_CASE("init: the command's end ends its daemons") {
    Ready ready({.command = payload_command("leave-daemons")});
    ready.sandbox.signal(SIGTERM);
    CHECK(ready.sandbox.expect(MessageKind::ended).status == SIGTERM);
    CHECK(ready.rest().empty());  // they hold the pipe too
    CHECK(ready.sandbox.wait() == 0);
}

TEST_CASE("init: the life line's end ends all, daemons that block every signal too") {
    Ready ready({.command = payload_command("leave-daemons")});
    ready.sandbox.abandon();
    CHECK(ready.rest().empty());
    CHECK(ready.sandbox.wait() == W_EXITCODE(kExitFailed, 0));
}

TEST_CASE("init: a command that withdraws its signals between poll and read cannot hold up the life line") {
    for (int i = 0; i < 20; ++i) {
        Ready ready({.command = payload_command("withdraw-signals")});
        ready.sandbox.abandon();
        CHECK(ready.sandbox.wait() == W_EXITCODE(kExitFailed, 0));
    }
}

TEST_CASE("init: a wake-up with no signal to read changes nothing") {
    CHECK(run({.command = {"/bin/sh", "-c", "exit 5"}, .fault = Fault{SYS_ppoll, 0}}) == W_EXITCODE(5, 0));
}

TEST_CASE("init: a command whose messages nobody reads cannot hold up the life line") {
    Ready ready({.command = payload_command("stop-often")});  // by now more than the queue holds
    ready.sandbox.abandon();
    CHECK(ready.sandbox.wait() == W_EXITCODE(kExitFailed, 0));
}

TEST_CASE("init: it does not end well where it could not tell the command's end") {
    Sandbox sandbox({.command = {"/bin/true"}, .fault = Fault{SYS_sendto, ENOBUFS}});
    CHECK_FALSE(sandbox.next());
    CHECK(sandbox.wait() == W_EXITCODE(kExitFailed, 0));
}

TEST_CASE("init: a stop and what continues it are told, and the command goes on") {
    // It waits for its input's end: had it ended at once, wait4 might no longer tell that it was continued.
    Pipe input = make_pipe();
    Launch launch = shell("echo ready; kill -STOP $$; read -r line; exit 3");
    launch.input = input.read.get();
    Ready ready(launch);

    CHECK(ready.sandbox.expect(MessageKind::stopped).status == SIGSTOP);
    ready.sandbox.signal(SIGCONT);
    ready.sandbox.expect(MessageKind::continued);
    input.write.close();
    CHECK(ready.sandbox.expect(MessageKind::ended).status == W_EXITCODE(3, 0));
}

TEST_CASE("init: a stop from outside stops the command, not init") {
    Ready ready(shell("echo ready; exec sleep 1000"));
    for (int number : {SIGTSTP, SIGTTIN, SIGTTOU}) {
        ready.sandbox.signal(number);
        CHECK(ready.sandbox.expect(MessageKind::stopped).status == number);
        ready.sandbox.signal(SIGCONT);
        ready.sandbox.expect(MessageKind::continued);
    }
}

TEST_CASE("init: an orphan's stop is not told") {
    Sandbox sandbox({.command = payload_command("leave-stopped"), .own_proc = true});
    CHECK(sandbox.expect(MessageKind::ended).status == 0);
}

TEST_CASE("init: with a terminal the command is in its foreground and gets what its keys mean") {
    Descriptor master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(::grantpt(master.get()) == 0);
    REQUIRE(::unlockpt(master.get()) == 0);
    Descriptor terminal(::open(::ptsname(master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    Ready ready({.command = payload_command("use-terminal"), .options = {.terminal = true}, .input = terminal.get()});
    auto press = [&](char key) { REQUIRE(::write(master.get(), &key, 1) == 1); };

    press('Z' - '@');
    CHECK(ready.sandbox.expect(MessageKind::stopped).status == SIGTSTP);
    ready.sandbox.signal(SIGCONT);
    ready.sandbox.expect(MessageKind::continued);
    press('C' - '@');
    CHECK(ready.sandbox.expect(MessageKind::ended).status == SIGINT);
}

TEST_CASE("init: the death signal ends all with the parent, though another holds the life line; without it they stay") {
    for (bool armed : {true, false}) {
        CAPTURE(armed);
        Launch launch = shell("echo ready; exec sleep 1000");
        launch.options.parent_death_signal = armed;
        Orphaned orphaned(launch);
        if (!armed) REQUIRE(::kill(orphaned.init, SIGTERM) == 0);

        Message message{};
        wait_readable(orphaned.line.get());
        ssize_t size = ::recv(orphaned.line.get(), &message, sizeof message, 0);
        CHECK(size == (armed ? 0 : static_cast<ssize_t>(sizeof message)));
        CHECK(message.status == (armed ? 0 : SIGTERM));
        CHECK(read_all(orphaned.output.read.get()).empty());
    }
}

TEST_CASE("init: whoever wants to hear of it is told when the command has begun, behind its failure if it has not") {
    Launch launch = shell("exit 3");
    launch.options.tells_begin = true;
    Sandbox sandbox(launch);
    sandbox.expect(MessageKind::begun);
    CHECK(sandbox.expect(MessageKind::ended).status == W_EXITCODE(3, 0));
    launch.command = {"/nonexistent"};
    Sandbox other(launch);
    CHECK(other.expect(MessageKind::exec_failed).error == ENOENT);
    other.expect(MessageKind::begun);
    other.expect(MessageKind::ended);
}

TEST_CASE("init: with the death signal a line that has ended before means that nothing starts") {
    Pipe output = make_pipe();
    Launch launch = shell("echo started");
    launch.options.parent_death_signal = true;
    launch.output = output.write.get();
    launch.line_ended = true;
    Sandbox sandbox(launch);
    output.write.close();
    CHECK(read_all(output.read.get()).empty());
    CHECK(sandbox.wait() == W_EXITCODE(kExitFailed, 0));
}
