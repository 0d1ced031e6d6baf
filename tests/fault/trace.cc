// SPDX-License-Identifier: LGPL-2.1-or-later
#include "trace.hh"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <elf.h>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <map>
#include <set>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fault {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kMayTake = std::chrono::seconds(10);
constexpr auto kMayOutlive = std::chrono::seconds(2);

[[noreturn]] void give_up(const char* what) {
    std::perror(what);
    std::exit(99);
}

long trace(__ptrace_request request, pid_t pid, unsigned long address, unsigned long data) {
    return ::syscall(SYS_ptrace, request, pid, address, data);
}

using Registers = user_regs_struct;

Registers get_registers(pid_t pid) {
    Registers registers{};
    iovec part{&registers, sizeof registers};
    trace(PTRACE_GETREGSET, pid, NT_PRSTATUS, reinterpret_cast<unsigned long>(&part));
    return registers;
}

void set_registers(pid_t pid, Registers registers) {
    iovec part{&registers, sizeof registers};
    trace(PTRACE_SETREGSET, pid, NT_PRSTATUS, reinterpret_cast<unsigned long>(&part));
}

// A call that is not to be made becomes a read from no descriptor: every filter lets that through, and none number -1.
#if defined(__x86_64__)
void skip_call(pid_t pid, Registers registers) {
    registers.orig_rax = SYS_read;
    registers.rdi = -1ul;
    set_registers(pid, registers);
}
void set_result(pid_t pid, Registers registers, long value) {
    registers.rax = static_cast<unsigned long>(value);
    set_registers(pid, registers);
}
#elif defined(__aarch64__)
void skip_call(pid_t pid, Registers registers) {
    int number = SYS_read;
    iovec part{&number, sizeof number};
    trace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, reinterpret_cast<unsigned long>(&part));
    registers.regs[0] = -1ul;
    set_registers(pid, registers);
}
void set_result(pid_t pid, Registers registers, long value) {
    registers.regs[0] = static_cast<unsigned long>(value);
    set_registers(pid, registers);
}
#else
#error "no way to change a system call on this architecture"
#endif

std::string name_of(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    std::getline(file, name);
    return name;
}

std::string read_all(int fd) {
    std::string text;
    char buffer[65536];
    for (ssize_t count; (count = ::read(fd, buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<std::size_t>(count));
    return text;
}

/// Calls that cannot fail; and brk(2), for the C library asserts that it does not fail half-way.
bool is_certain(long number) {
    switch (number) {
    case SYS_exit: case SYS_exit_group: case SYS_rt_sigreturn: case SYS_umask: case SYS_getpid: case SYS_getppid:
    case SYS_gettid: case SYS_getuid: case SYS_geteuid: case SYS_getgid: case SYS_getegid: case SYS_set_tid_address:
    case SYS_brk:
        return true;
    default: return false;
    }
}

struct Process {
    int ordinal = 0;
    int calls = 0;
    bool has_begun = false;   ///< the first process begins with its exec
    bool is_payload = false;
    Registers registers{};    ///< at the entry of the call that fails
    int error = 0;            ///< for the exit of the call that is not made
};

class Tracer {
public:
    Tracer(const Command& command, const Fault& fault) : command_(command), fault_(fault) {}

    Outcome run() {
        start();
        deadline_ = Clock::now() + kMayTake;
        while (!processes_.empty()) wait_once();
        // What was not traced any more is ours: we are the subreaper.
        while (::waitpid(-1, nullptr, __WALL) > 0 || errno == EINTR) {}
        outcome_.err = read_all(errors_);
        ::lseek(output_, 0, SEEK_SET);
        outcome_.out = read_all(output_);
        ::close(errors_);
        ::close(output_);
        return std::move(outcome_);
    }

private:
    void start() {
        int gate[2], errors[2];
        if (::pipe2(gate, O_CLOEXEC) < 0 || ::pipe2(errors, O_CLOEXEC) < 0) give_up("pipe2");
        errors_ = errors[0];
        // Open for reading and writing: what the sandbox must narrow.
        output_ = ::memfd_create("output", MFD_CLOEXEC);
        ::fcntl(output_, F_SETFL, O_APPEND);
        ::fcntl(errors_, F_SETFL, O_NONBLOCK);
        root_ = ::fork();
        if (root_ < 0) give_up("fork");
        if (root_ == 0) become(gate[0], errors[1]);
        ::close(gate[0]);
        ::close(errors[1]);
        constexpr unsigned long kOptions = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
                                           PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
        if (trace(PTRACE_SEIZE, root_, 0, kOptions) < 0) give_up("ptrace");
        processes_[root_] = {};
        next_ordinal_ = 1;
        if (::write(gate[1], "+", 1) != 1) give_up("write");
        ::close(gate[1]);
    }

    [[noreturn]] void become(int gate, int errors) {
        std::vector<char*> arguments;
        for (const std::string& argument : command_.arguments) arguments.push_back(const_cast<char*>(argument.c_str()));
        arguments.push_back(nullptr);
        ::setsid();
        int null = ::open("/dev/null", O_RDONLY);
        ::dup2(null, 0);
        ::dup2(output_, 1);
        ::dup2(errors, 2);
        if (null > 2) ::close(null);
        if (command_.user != 0 && (::setgroups(0, nullptr) < 0 || ::setresgid(command_.user, command_.user, command_.user) < 0 ||
                                   ::setresuid(command_.user, command_.user, command_.user) < 0))
            ::_exit(99);
        char byte;
        if (::read(gate, &byte, 1) == 1) ::execv(arguments[0], arguments.data());
        ::_exit(99);
    }

    void wait_once() {
        int status = 0;
        pid_t pid = ::waitpid(-1, &status, __WALL);
        if (Clock::now() > deadline_) overdue();
        if (pid < 0 && errno == ECHILD) processes_.clear();
        if (pid <= 0) return;
        if (WIFSTOPPED(status)) stopped(pid, status);
        else ended(pid, status);
    }

    /// Time is up: for the first process, or for those that outlive it.
    void overdue() {
        if (has_ended_)
            for (const auto& [pid, process] : processes_) outcome_.left.push_back(name_of(pid));
        else outcome_.hung = true;
        for (const auto& [pid, process] : processes_) ::kill(pid, SIGKILL);
        deadline_ = Clock::now() + kMayTake;
    }

    /// A process may be seen first by its parent's event, by its own first stop, or only by its end: it counts once.
    Process& known(pid_t pid) {
        auto [place, is_new] = processes_.try_emplace(pid);
        if (is_new) place->second = {.ordinal = next_ordinal_++, .has_begun = true};
        return place->second;
    }

    void ended(pid_t pid, int status) {
        known(pid);
        processes_.erase(pid);
        gone_.insert(pid);
        if (pid != root_ || has_ended_) return;
        has_ended_ = true;
        outcome_.status = status;
        deadline_ = Clock::now() + kMayOutlive;
    }

    void stopped(pid_t pid, int status) {
        Process& process = known(pid);
        int signal = WSTOPSIG(status);
        int event = status >> 16;
        if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) {
            trace(PTRACE_LISTEN, pid, 0, 0);
            return;
        }
        bool is_call = signal == (SIGTRAP | 0x80);
        if (is_call) at_call(pid, process);
        if (event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_CLONE) {
            unsigned long child = 0;
            trace(PTRACE_GETEVENTMSG, pid, 0, reinterpret_cast<unsigned long>(&child));
            if (child != 0 && !gone_.contains(static_cast<pid_t>(child))) known(static_cast<pid_t>(child));
        }
        if (event == PTRACE_EVENT_EXEC) {
            process.has_begun = true;
            process.is_payload = name_of(pid) == command_.payload;
        }
        unsigned long deliver = is_call || event != 0 ? 0 : static_cast<unsigned long>(signal);
        trace(process.is_payload ? PTRACE_CONT : PTRACE_SYSCALL, pid, 0, deliver);
    }

    void at_call(pid_t pid, Process& process) {
        __ptrace_syscall_info info{};
        if (trace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, reinterpret_cast<unsigned long>(&info)) < 0) return;
        if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
            if (process.error != 0) set_result(pid, process.registers, -process.error);
            process.error = 0;
        }
        if (info.op != PTRACE_SYSCALL_INFO_ENTRY || !process.has_begun || process.is_payload) return;
        auto number = static_cast<long>(info.entry.nr);
        if (is_certain(number)) return;
        Call call{process.ordinal, process.calls++, number, info.entry.args[0]};
        outcome_.calls.push_back(call);
        if (call.process == fault_.at.process && call.index == fault_.at.index) strike(pid, process, number);
    }

    void strike(pid_t pid, Process& process, long number) {
        outcome_.reached = true;
        if (fault_.kill) ::kill(root_, SIGKILL);
        if (fault_.error == 0) return;
        process.error = fault_.error;
        process.registers = get_registers(pid);
        // close(2) that fails has closed all the same, so it is made.
        if (number != SYS_close) skip_call(pid, process.registers);
    }

    const Command& command_;
    const Fault& fault_;
    std::map<pid_t, Process> processes_;
    std::set<pid_t> gone_;
    pid_t root_ = -1;
    int next_ordinal_ = 0;
    int output_ = -1;
    int errors_ = -1;
    bool has_ended_ = false;
    Clock::time_point deadline_;
    Outcome outcome_;
};

}  // namespace

Outcome run(const Command& command, const Fault& fault) {
    // Interrupts waitpid, so that the deadline is looked at.
    struct sigaction action {};
    action.sa_handler = [](int) {};
    ::sigaction(SIGALRM, &action, nullptr);
    itimerval often{{0, 200'000}, {0, 200'000}};
    ::setitimer(ITIMER_REAL, &often, nullptr);
    Outcome outcome = Tracer(command, fault).run();
    itimerval never{};
    ::setitimer(ITIMER_REAL, &never, nullptr);
    return outcome;
}

}  // namespace fault
