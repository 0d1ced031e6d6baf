// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload.hh"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace sandbox::init::test {
namespace {

sigset_t every_signal() {
    sigset_t all;
    ::sigfillset(&all);
    return all;
}

void say(const std::string& line) {
    std::string text = line + "\n";
    if (::write(1, text.data(), text.size()) < 0) ::_exit(99);
}

/// Says which signal came, and from which pid.
int wait_for_signal() {
    sigset_t all = every_signal();
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    say("ready");
    siginfo_t info{};
    int number = ::sigwaitinfo(&all, &info);
    say(std::to_string(number) + " from " + std::to_string(info.si_pid));
    return 0;
}

/// Sends init all that it can, plain and with a made-up sender, then waits for the one signal that comes from outside.
int send_from_inside() {
    sigset_t all = every_signal();
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    for (int number = 1; number < SIGRTMAX; ++number) {
        if (::kill(1, number) != 0 && number < SIGRTMIN) return 1;
        siginfo_t forged{};
        forged.si_code = SI_QUEUE;
        ::syscall(SYS_rt_sigqueueinfo, 1, number, &forged);
    }
    say("ready");
    int number = 0;
    ::sigwait(&all, &number);
    sigset_t pending;
    ::sigpending(&pending);
    say(std::to_string(number) + (::sigisemptyset(&pending) ? " alone" : " among others"));
    return 0;
}

/// Two processes on its own: a child in a session of its own that no signal but SIGKILL moves, and whose parent is init.
void daemonise(bool stay) {
    if (::fork() != 0) return;
    ::setsid();
    if (::fork() != 0) ::_exit(0);
    sigset_t all = every_signal();
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    while (stay) ::pause();
    ::_exit(0);
}

int process_count() {
    auto is_number = [](const auto& entry) { return std::isdigit(entry.path().filename().c_str()[0]) != 0; };
    std::filesystem::directory_iterator proc("/proc");
    return static_cast<int>(std::count_if(begin(proc), end(proc), is_number));
}

/// Leaves orphans behind, and waits until init has reaped them.
int leave_orphans() {
    for (int i = 0; i < 100; ++i) daemonise(false);
    while (::waitpid(-1, nullptr, 0) > 0) {}
    // No event tells a stranger that a process was reaped.
    for (int i = 0; i < 10'000 && process_count() > 2; ++i) ::usleep(1000);
    say(std::to_string(process_count()) + " processes");
    return 0;
}

int leave_daemons() {
    for (int i = 0; i < 20; ++i) daemonise(true);
    say("ready");
    for (;;) ::pause();
}

/// Leaves a stopped orphan behind.
int leave_stopped() {
    int ends[2];
    if (::pipe(ends) != 0) return 1;
    if (::fork() == 0) {
        if (::fork() != 0) ::_exit(0);
        while (::getppid() != 1) ::sched_yield();
        pid_t self = ::getpid();
        if (::write(ends[1], &self, sizeof self) > 0) ::raise(SIGSTOP);
        ::_exit(1);
    }
    ::wait(nullptr);
    pid_t orphan = 0;
    if (::read(ends[0], &orphan, sizeof orphan) != sizeof orphan) return 1;
    // Only its parent gets an event, and that is init.
    for (std::string state; state != "T"; ::usleep(1000)) {
        std::string number, name;
        std::ifstream("/proc/" + std::to_string(orphan) + "/stat") >> number >> name >> state;
    }
    return 0;
}

/// Makes the signalfd readable and empty again, as fast as it can.
int withdraw_signals() {
    say("ready");
    for (;;) {
        ::kill(1, SIGCONT);
        ::kill(1, SIGSTOP);
    }
}

/// Is stopped and continued without end; says so after some thousand times.
int stop_often() {
    pid_t self = ::getpid();
    if (::fork() == 0) {
        for (int i = 0;; ++i) {
            ::kill(self, SIGSTOP);
            ::kill(self, SIGCONT);
            if (i == 5000) say("ready");
        }
    }
    for (;;) ::pause();
}

std::string opened(const char* path, int flags) {
    int file = ::open(path, flags);
    return std::string(path) + ": " + (file < 0 ? ::strerrorname_np(errno) : "open");
}

/// Waits until init has closed the pipe that we both write to (0), which it does after wiping, then looks at it.
int look_at_init() {
    ::close(0);
    ::close(900);
    char end;
    if (::read(7, &end, 1) != 0) return 1;

    for (const char* path : {"/proc/1/environ", "/proc/1/mem", "/proc/1/maps", "/proc/1/auxv", "/proc/1/stack"})
        say(opened(path, O_RDONLY));
    say(opened("/proc/1/mem", O_RDWR));
    for (const char* path : {"/proc/1/fd", "/proc/1/map_files", "/proc/1/cwd", "/proc/1/root", "/proc/1/exe"})
        say(opened(path, O_RDONLY));

    std::ifstream file("/proc/1/cmdline", std::ios::binary);
    std::string command{std::istreambuf_iterator<char>(file), {}};
    say(command.find_first_not_of('\0') == command.npos ? "cmdline: empty" : "cmdline: " + command);
    return 0;
}

int list_descriptors() {
    std::string numbers;
    for (int number = 0; number < 1024; ++number)
        if (::fcntl(number, F_GETFD) >= 0) numbers += std::to_string(number) + " ";
    say(numbers);
    return 0;
}

/// Says in which session and group it is and who has the terminal; then waits to be stopped, continued and interrupted.
int use_terminal() {
    bool leads = ::getpgrp() == ::getpid() && ::tcgetpgrp(0) == ::getpid() && ::getsid(0) == 1;
    int terminal = ::open("/dev/tty", O_RDWR);
    say(leads && terminal >= 0 ? "ready" : "no terminal of our own");
    for (;;) ::pause();
}

struct Payload {
    std::string_view name;
    int (*run)();
};
constexpr Payload kPayloads[] = {
    {"wait-for-signal", wait_for_signal},   {"send-from-inside", send_from_inside}, {"leave-orphans", leave_orphans},
    {"leave-daemons", leave_daemons},       {"withdraw-signals", withdraw_signals}, {"stop-often", stop_often},
    {"look-at-init", look_at_init},         {"list-descriptors", list_descriptors}, {"use-terminal", use_terminal},
    {"leave-stopped", leave_stopped},
};

}  // namespace

int run_payload(std::string_view name) {
    for (const Payload& each : kPayloads)
        if (each.name == name) return each.run();
    return 98;
}

}  // namespace sandbox::init::test
