// SPDX-License-Identifier: LGPL-2.1-or-later
#include <asm/unistd.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "filter.hh"
#include "launch.hh"

using namespace sandbox::init;
using namespace sandbox::init::test;

namespace {

/// What the kernel would answer with init's filter: only the instructions that it is made of.
unsigned verdict(const seccomp_data& data) {
    unsigned accumulator = 0;
    for (std::size_t next = 0; next < kFilterLength; ++next) {
        const sock_filter& instruction = kFilter.code[next];
        switch (instruction.code) {
        case BPF_LD | BPF_W | BPF_ABS:
            REQUIRE((instruction.k == offsetof(seccomp_data, nr) || instruction.k == offsetof(seccomp_data, arch)));
            accumulator = instruction.k == offsetof(seccomp_data, nr) ? static_cast<unsigned>(data.nr) : data.arch;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K: next += accumulator == instruction.k ? instruction.jt : instruction.jf; break;
        case BPF_RET | BPF_K: return instruction.k;
        default: FAIL("an instruction that nobody expects");
        }
    }
    FAIL("runs off its end");
    return 0;
}

std::string line_of(const std::string& file, const std::string& beginning) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(beginning)) return line.substr(beginning.size());
    return "none";
}

/// A sandbox whose init is in its loop: it told of a stop.
struct Settled {
    Sandbox sandbox;
    std::string proc;
    explicit Settled(Launch launch) : sandbox((launch.command = {"/bin/sh", "-c", "kill -STOP $$"}, launch)) {
        sandbox.expect(MessageKind::stopped);
        proc = "/proc/" + std::to_string(sandbox.pid());
    }
};

}  // namespace

TEST_CASE("init: the program is at most 16 KiB") { CHECK(std::filesystem::file_size(init_file()) <= 16384); }

TEST_CASE("init: its filter lets through at most 15 kinds of system call, and kills it for all others") {
    int allowed = 0;
    for (int number = -1; number < 4096; ++number) {
        unsigned answer = verdict({.nr = number, .arch = kAuditArch});
        if (answer == SECCOMP_RET_ALLOW) ++allowed;
        else CHECK(answer == SECCOMP_RET_KILL_PROCESS);
        CHECK(verdict({.nr = number, .arch = AUDIT_ARCH_I386}) == SECCOMP_RET_KILL_PROCESS);
        CHECK(verdict({.nr = number | 0x40000000, .arch = kAuditArch}) == SECCOMP_RET_KILL_PROCESS);  // x32
    }
    CHECK(allowed == static_cast<int>(kAllowedCallCount));
    CHECK(allowed <= 15);
    for (int number : {__NR_execve, __NR_clone, __NR_openat, __NR_ptrace, __NR_mmap, __NR_mprotect, __NR_prctl, __NR_ioctl})
        CHECK(verdict({.nr = number, .arch = kAuditArch}) == SECCOMP_RET_KILL_PROCESS);
}

TEST_CASE("init: while the command runs it is filtered, without new privileges, with every signal blocked, and named") {
    Settled settled({});
    std::string status = settled.proc + "/status";
    CHECK(line_of(status, "Seccomp:") == "\t2");
    CHECK(line_of(status, "NoNewPrivs:") == "\t1");
    CHECK(line_of(status, "SigBlk:") == "\tfffffffffffbfeff");  // all but SIGKILL and SIGSTOP
    CHECK(line_of(status, "SigCgt:") == "\t0000000000000000");
    CHECK(line_of(status, "Name:") == "\tsandbox-init");
    CHECK(line_of(status, "Threads:") == "\t1");
}

TEST_CASE("init: the command does not inherit init's filter or no_new_privs") {
    Launch launch{.command = {"/bin/grep", "-E", "^(Seccomp|NoNewPrivs):", "/proc/self/status"}};
    CHECK(output_of(launch) == "NoNewPrivs:\t0\nSeccomp:\t0\n");
}

TEST_CASE("init: nothing of it can be read or opened from inside, and its command line is wiped") {
    Pipe held = make_pipe();
    Pipe output = make_pipe();
    Sandbox sandbox({.command = payload_command("look-at-init"),
                     .environment = {"SECRET=value"},
                     .input = held.write.get(),
                     .output = output.write.get(),
                     .extra = held.read.get(),
                     .own_proc = true});
    held.write.close();
    output.write.close();
    CHECK(read_all(output.read.get()) ==
          "/proc/1/environ: EACCES\n/proc/1/mem: EACCES\n/proc/1/maps: EACCES\n/proc/1/auxv: EACCES\n/proc/1/stack: EACCES\n"
          "/proc/1/mem: EACCES\n"
          "/proc/1/fd: EACCES\n/proc/1/map_files: EACCES\n/proc/1/cwd: EACCES\n/proc/1/root: EACCES\n/proc/1/exe: EACCES\n"
          "cmdline: empty\n");
    CHECK(sandbox.expect(MessageKind::ended).status == 0);
}

TEST_CASE("init: its environment is wiped, for those too who may read it" * doctest::skip(::geteuid() != 0)) {
    Settled settled({.environment = {"SECRET=value", "PATH=/bin"}});
    std::ifstream file(settled.proc + "/environ", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    CHECK(bytes.size() > 0);
    CHECK(bytes.find_first_not_of('\0') == bytes.npos);
}

TEST_CASE("init: it keeps only the life line and its signalfd" * doctest::skip(::geteuid() != 0)) {
    Pipe extra = make_pipe();
    Settled settled({.extra = extra.write.get()});
    std::map<std::string, std::string> numbers;
    for (const auto& entry : std::filesystem::directory_iterator(settled.proc + "/fd"))
        numbers[std::filesystem::read_symlink(entry.path())] = entry.path().filename();
    REQUIRE(numbers.size() == 2);
    CHECK(numbers.begin()->first == "anon_inode:[signalfd]");
    CHECK(numbers.rbegin()->first.starts_with("socket:"));
    // Else a signal that was withdrawn between poll and read would leave init waiting in read, deaf to the life line.
    std::string flags = line_of(settled.proc + "/fdinfo/" + numbers.begin()->second, "flags:");
    CHECK((std::stoi(flags, nullptr, 8) & O_NONBLOCK) != 0);
}

TEST_CASE("init: a reader of the command's output sees its end when the command closes it, not when it exits") {
    Pipe output = make_pipe(), input = make_pipe();
    Sandbox sandbox({.command = {"/bin/sh", "-c", "exec >&-; read -r line; exit 9"},
                     .input = input.read.get(),
                     .output = output.write.get()});
    output.write.close();
    CHECK(read_all(output.read.get()).empty());
    input.write.close();
    CHECK(sandbox.expect(MessageKind::ended).status == W_EXITCODE(9, 0));
}

TEST_CASE("init: a fault in any step before the command runs is told, and the command does not run") {
    struct Case {
        Step step;
        Fault fault;
        Options options = {};
    };
    auto low = [](long value) { return static_cast<unsigned>(value); };
    const Case cases[] = {
        {Step::life_line, {__NR_fcntl, EMFILE}},
        {Step::signals, {__NR_rt_sigaction, EINVAL}},
        {Step::signals, {__NR_rt_sigprocmask, EPERM}},
        {Step::signals, {__NR_signalfd4, EMFILE}},
        {Step::session, {__NR_setsid, EPERM}},
        {Step::terminal, {__NR_ioctl, EPERM, {}, TIOCSCTTY}, {.terminal = true}},
        {Step::hide, {__NR_prctl, EPERM, PR_SET_NAME}},
        {Step::hide, {__NR_prctl, EPERM, PR_SET_DUMPABLE}},
        {Step::death_signal, {__NR_prctl, EPERM, PR_SET_PDEATHSIG}, {.parent_death_signal = true}},
        {Step::death_signal, {__NR_ppoll, ENOMEM}, {.parent_death_signal = true}},
        {Step::clone, {__NR_clone, EAGAIN}},
        {Step::group, {__NR_setpgid, EPERM}},
        {Step::signal_mask, {__NR_rt_sigprocmask, EPERM, low(SIG_SETMASK)}},
    };
    for (const Case& each : cases) {
        CAPTURE(static_cast<unsigned>(each.step));
        CAPTURE(each.fault.number);
        Pipe output = make_pipe();
        Sandbox sandbox({.command = {"/bin/echo", "ran"},
                         .options = each.options,
                         .output = output.write.get(),
                         .fault = each.fault});
        output.write.close();
        Message message = sandbox.expect(MessageKind::init_failed);
        CHECK(message.step == each.step);
        CHECK(message.error == each.fault.error);
        CHECK(read_all(output.read.get()).empty());
        CHECK(sandbox.wait() == W_EXITCODE(kExitFailed, 0));
    }
}

TEST_CASE("init: without a terminal to take, the command does not run") {
    Sandbox sandbox({.command = {"/bin/true"}, .options = {.terminal = true}});
    Message message = sandbox.expect(MessageKind::init_failed);
    CHECK(message.step == Step::terminal);
    CHECK(message.error == ENOTTY);
}

TEST_CASE("init: a fault after the command has started is told, and ends it") {
    struct Case {
        Step step;
        Fault fault;
    };
    const Case cases[] = {
        {Step::descriptors, {__NR_close_range, EPERM}},
        {Step::confine, {__NR_prctl, EPERM, PR_SET_NO_NEW_PRIVS}},
        {Step::confine, {__NR_prctl, EINVAL, PR_SET_SECCOMP}},
        {Step::watch, {__NR_ppoll, ENOMEM}},
        {Step::watch, {__NR_wait4, ECHILD}},
    };
    for (const Case& each : cases) {
        CAPTURE(static_cast<unsigned>(each.step));
        CAPTURE(each.fault.number);
        Pipe output = make_pipe();
        Sandbox sandbox({.command = {"/bin/sh", "-c", "kill -STOP $$"}, .output = output.write.get(), .fault = each.fault});
        output.write.close();
        Message message = sandbox.expect(MessageKind::init_failed);
        CHECK(message.step == each.step);
        CHECK(message.error == each.fault.error);
        CHECK(read_all(output.read.get()).empty());
        CHECK(sandbox.wait() == W_EXITCODE(kExitFailed, 0));
    }
}

TEST_CASE("init: malformed options, a missing command and not being PID 1 are refused, and told where the line is known") {
    for (const char* text : {"%x", "%tt"}) {
        Sandbox sandbox({.command = {"/bin/true"}, .text = text});
        CHECK(sandbox.expect(MessageKind::init_failed).step == Step::options);
        CHECK(sandbox.wait() == W_EXITCODE(kExitFailed, 0));
    }
    for (const char* text : {"", "x", "2", "-%"}) {
        Sandbox sandbox({.command = {"/bin/true"}, .text = text});
        CHECK_FALSE(sandbox.next());
        CHECK(sandbox.wait() == W_EXITCODE(kExitFailed, 0));
    }
    Sandbox without_command({.command = {}});
    CHECK(without_command.expect(MessageKind::init_failed).step == Step::options);
    Sandbox not_first({.command = {"/bin/true"}, .new_pid_namespace = false});
    CHECK(not_first.expect(MessageKind::init_failed).step == Step::pid_one);
}
