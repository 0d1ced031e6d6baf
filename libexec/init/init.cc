// SPDX-License-Identifier: LGPL-2.1-or-later
//
// PID 1 of a sandbox. Freestanding, so that nothing of the launcher's memory is in it and little is there to attack: it starts
// the payload, then only reaps, forwards signals and watches the life line, under a filter of its own.
// The words it shares with the launcher: core/init_protocol.hh.

#include <asm/ioctls.h>
#include <linux/fcntl.h>
#include <linux/poll.h>
#include <linux/prctl.h>
#include <linux/resource.h>
#include <linux/signalfd.h>
#include <linux/wait.h>

#include "filter.hh"
#include "payload.hh"

namespace sandbox::init {
namespace {

constexpr unsigned long kEverySignal = ~0ul;

/// What init works with once the payload runs.
struct Init {
    int life_line;
    int signals;  ///< the signalfd
    int payload;  ///< its pid
};

Options read_options(long argument_count, char** arguments) noexcept {
    Options options;
    bool good = argument_count >= 2 && parse_options(arguments[1], options) && argument_count >= 3;
    if (!good) fail(options.life_line, Step::options, EINVAL);
    if (call(__NR_getpid) != 1) fail(options.life_line, Step::pid_one, ESRCH);
    must(options.life_line, Step::life_line, call(__NR_fcntl, options.life_line, F_SETFD, FD_CLOEXEC));
    return options;
}

/// Every signal waits in a signalfd, whatever its disposition: that also saves PID 1 from losing those it has no handler for.
int block_signals(int life_line) noexcept {
    // An ignored SIGCHLD, inherited from the caller, would make the kernel reap in our place.
    const struct sigaction by_default = {};
    must(life_line, Step::signals, call(__NR_rt_sigaction, SIGCHLD, &by_default, nullptr, sizeof kEverySignal));
    must(life_line, Step::signals,
         call(__NR_rt_sigprocmask, SIG_BLOCK, &kEverySignal, nullptr, sizeof kEverySignal));
    // Not blocking: a signal sent inside can be withdrawn between poll and read (SIGCONT by SIGSTOP).
    return static_cast<int>(must(
        life_line, Step::signals,
        call(__NR_signalfd4, -1, &kEverySignal, sizeof kEverySignal, SFD_CLOEXEC | SFD_NONBLOCK)));
}

/// Or only a process group: a signal to that of who started us must not come twice.
void lead_session(const Options& options) noexcept {
    if (options.keeps_session) {
        must(options.life_line, Step::session, call(__NR_setpgid, 0, 0));
        return;
    }
    long session = call(__NR_setsid);
    if (session == -EPERM && call(__NR_getsid, 0) == 1) session = 1;
    must(options.life_line, Step::session, session);
    if (options.terminal) must(options.life_line, Step::terminal, call(__NR_ioctl, 0, TIOCSCTTY, 0));
}

/// The parent may have ended before the death signal was armed: then the life line has ended too.
void arm_death_signal(int life_line) noexcept {
    must(life_line, Step::death_signal, call(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL));
    pollfd line{.fd = life_line, .events = POLLRDHUP, .revents = 0};
    const __kernel_timespec now{};
    must(life_line, Step::death_signal, call(__NR_ppoll, &line, 1, &now, nullptr, 0));
    if (line.revents != 0) exit(kExitFailed);
}

void hide(int life_line) noexcept {
    must(life_line, Step::hide, call(__NR_prctl, PR_SET_NAME, "sandbox-init"));
    must(life_line, Step::hide, call(__NR_prctl, PR_SET_DUMPABLE, 0));
}

/// Zeroes strings, so that /proc/1/cmdline and environ have nothing to show.
void wipe(char** strings) noexcept {
    for (; *strings != nullptr; ++strings)
        for (volatile char* next = *strings; *next != '\0'; ++next) *next = '\0';
}

/// Without close_range(2): one by one, up to what a process may have open.
long close_each(int first, int last) noexcept {
    rlimit64 limit{};
    long error = call(__NR_prlimit64, 0, RLIMIT_NOFILE, nullptr, &limit);
    for (int fd = first; error >= 0 && fd <= last && static_cast<unsigned>(fd) < limit.rlim_max; ++fd) call(__NR_close, fd);
    return error;
}

/// Closes all but the life line and the signalfd: a reader of the payload's output sees its end when the payload closes it.
/// A controlling terminal stays one.
void close_descriptors(const Init& init) noexcept {
    auto close = [&](int first, int last) {
        if (first > last) return;
        long result = call(__NR_close_range, first, last, 0);
        must(init.life_line, Step::descriptors, result == -ENOSYS ? close_each(first, last) : result);
    };
    bool line_first = init.life_line < init.signals;
    int low = line_first ? init.life_line : init.signals;
    int high = line_first ? init.signals : init.life_line;
    close(0, low - 1);
    close(low + 1, high - 1);
    close(high + 1, -1u >> 1);
}

void confine(int life_line) noexcept {
    sock_fprog program{.len = kFilterLength, .filter = const_cast<sock_filter*>(kFilter.code)};
    must(life_line, Step::confine, call(__NR_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    must(life_line, Step::confine, call(__NR_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program));
}

std::int64_t microseconds(const auto& time) noexcept { return time.tv_sec * 1'000'000l + time.tv_usec; }

Usage usage_of(const rusage& usage) noexcept {
    return {
        .user_microseconds = microseconds(usage.ru_utime),
        .system_microseconds = microseconds(usage.ru_stime),
        .max_rss_kib = usage.ru_maxrss,
        .minor_faults = usage.ru_minflt,
        .major_faults = usage.ru_majflt,
        .voluntary_switches = usage.ru_nvcsw,
        .involuntary_switches = usage.ru_nivcsw,
    };
}

/// Tells of a change of the payload; does not return from its end.
void report(const Init& init, int status, const rusage& usage) noexcept {
    if ((status & 0xff) == 0x7f) {
        send(init.life_line, {.kind = MessageKind::stopped, .status = status >> 8 & 0xff});
    } else if (status == 0xffff) {
        send(init.life_line, {.kind = MessageKind::continued});
    } else {
        send(init.life_line, {.kind = MessageKind::ended, .status = status, .usage = usage_of(usage)});
        exit(0);
    }
}

/// Reaps what has ended, orphans silently.
void reap(const Init& init) noexcept {
    for (;;) {
        int status = 0;
        rusage usage;
        long pid = call(__NR_wait4, -1, &status, WNOHANG | WUNTRACED | WCONTINUED, &usage);
        if (pid == 0) return;
        must(init.life_line, Step::watch, pid);  // also ECHILD: the payload is gone, and nobody told how
        if (pid == init.payload) report(init, status, usage);
    }
}

/// Sends the payload what was sent to us from outside. There the sender has no pid that we could see; a code below 0 can be
/// made up, with any pid, by rt_sigqueueinfo(2) inside.
void forward(const Init& init, const signalfd_siginfo& signal) noexcept {
    bool from_outside = signal.ssi_pid == 0 && signal.ssi_code >= 0;
    if (!from_outside || signal.ssi_signo == SIGCHLD) return;
    // Ctrl-Z stopped all of its group.
    if (signal.ssi_signo == SIGCONT) call(__NR_kill, -init.payload, SIGCONT);
    call(__NR_kill, init.payload, signal.ssi_signo);
}

/// Who has our id may set our limits: below RLIMIT_NOFILE = 2 nothing can be polled. So we look from time to time; the death signal
/// tells of our parent's end.
long look_soon() noexcept {
    const __kernel_timespec pause{.tv_sec = 0, .tv_nsec = 20'000'000};
    return call(__NR_ppoll, nullptr, 0, &pause, nullptr, 0);
}

void watch(const Init& init) noexcept {
    pollfd lines[] = {{.fd = init.life_line, .events = POLLRDHUP, .revents = 0},
                      {.fd = init.signals, .events = POLLIN, .revents = 0}};
    long ready = call(__NR_ppoll, lines, 2, nullptr, nullptr, 0);
    if (ready == -EINVAL) ready = look_soon();
    if (ready != -EINTR) must(init.life_line, Step::watch, ready);
    if (lines[0].revents != 0) exit(kExitFailed);

    signalfd_siginfo signal;
    long size = call(__NR_read, init.signals, &signal, sizeof signal);
    if (size == sizeof signal) forward(init, signal);
    else if (size != -EAGAIN && size != -EINTR) fail(init.life_line, Step::watch, static_cast<int>(-size));
    reap(init);  // after any signal: a flood of lower ones must not keep SIGCHLD waiting
}

}  // namespace
}  // namespace sandbox::init

extern "C" [[gnu::used]] void freestanding_main(long* stack) noexcept {
    using namespace sandbox::init;
    char** arguments = reinterpret_cast<char**>(stack + 1);
    char** environment = arguments + stack[0] + 1;

    const Options options = read_options(stack[0], arguments);
    Init init{.life_line = options.life_line, .signals = block_signals(options.life_line), .payload = 0};
    lead_session(options);
    hide(init.life_line);
    if (options.parent_death_signal) arm_death_signal(init.life_line);
    init.payload = start_payload(options, arguments + 2, environment);
    if (options.tells_begin) send(init.life_line, {.kind = MessageKind::begun});

    wipe(arguments);
    wipe(environment);
    close_descriptors(init);
    confine(init.life_line);
    for (;;) watch(init);
}
