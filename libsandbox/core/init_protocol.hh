// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// What the launcher and the sandbox's PID 1 say to each other. Freestanding: libexec/init is built without a C library.
///
/// The launcher runs init as {"sandbox-init", OPTIONS, command, argument...} with the payload's environment. All that comes
/// back are Messages over the life line, one end of a blocking AF_UNIX SOCK_SEQPACKET pair, each one datagram:
///
///     init_failed                                   init could not do a step; it ends with kExitFailed, and all inside with it
///     [exec_failed] [begun] (stopped | continued)... ended  the command's life; init then ends with 0, and all inside with it
///
/// Of stops and continuations only the last before init looks is told: `ended` may follow `stopped` with no `continued` between.
/// Where the line cannot take a message init ends with kExitFailed; its status 0 means that `ended` was sent.
///
/// Nothing is read from the line: its end-of-file makes init exit. Signals for the payload are sent to init by kill(2), or by
/// pidfd_send_signal(2) without a siginfo: one that is queued (si_code < 0) can be forged inside and is ignored. SIGKILL and
/// SIGSTOP act on init itself.
namespace sandbox::init {

inline constexpr int kExitFailed = 125;         ///< init's own: a step failed, or the life line ended
inline constexpr int kExitNotExecutable = 126;  ///< the payload's: the command was found and could not be executed
inline constexpr int kExitNotFound = 127;       ///< the payload's: no such command

/// What the launcher asks of init. As text: the life line's descriptor in decimal, then the flags: "5", "5t", "12ds".
struct Options {
    int life_line = -1;                ///< open, 3 or more
    bool terminal = false;             ///< 't': descriptor 0 is a terminal; make it the controlling one
    bool parent_death_signal = false;  ///< 'd': SIGKILL when the parent thread ends (exec and credential changes clear it)

    bool tells_begin = false;          ///< 'b': say `begun`
    bool keeps_session = false;        ///< 's': stay in the session of who started it, with a process group of its own

    friend constexpr bool operator==(const Options&, const Options&) = default;
};

inline constexpr int kFirstLifeLine = 3;          ///< 0, 1 and 2 are the payload's
inline constexpr std::size_t kOptionsSize = 16;   ///< fits every OPTIONS with its final NUL

/// Writes OPTIONS into the caller's buffer and returns it. Does not allocate: fit for use between clone and exec.
constexpr const char* print_options(const Options& options, char (&text)[kOptionsSize]) noexcept {
    char digits[10] = {};  // the largest int has ten
    std::size_t count = 0;
    for (unsigned rest = static_cast<unsigned>(options.life_line); count == 0 || rest != 0; rest /= 10)
        digits[count++] = static_cast<char>('0' + rest % 10);

    char* end = text;
    while (count > 0) *end++ = digits[--count];
    if (options.terminal) *end++ = 't';
    if (options.parent_death_signal) *end++ = 'd';
    if (options.tells_begin) *end++ = 'b';
    if (options.keeps_session) *end++ = 's';
    *end = '\0';
    return text;
}

/// Reads OPTIONS; false if malformed. Then options.life_line is still set where the text began with a usable number, so that
/// the failure can be reported.
constexpr bool parse_options(const char* text, Options& options) noexcept {
    options = Options{};
    long number = 0;
    const char* next = text;
    for (; *next >= '0' && *next <= '9'; ++next) {
        number = number * 10 + (*next - '0');
        if (number == 0 || number > INT32_MAX) return false;
    }
    if (number < kFirstLifeLine) return false;
    options.life_line = static_cast<int>(number);

    for (; *next != '\0'; ++next) {
        bool* flag = *next == 't'   ? &options.terminal
                     : *next == 'd' ? &options.parent_death_signal
                     : *next == 'b' ? &options.tells_begin
                     : *next == 's' ? &options.keeps_session
                                    : nullptr;
        if (flag == nullptr || *flag) return false;
        *flag = true;
    }
    return true;
}

/// What init was doing when it failed.
enum class Step : std::uint32_t {
    none,          ///< not an init_failed
    options,       ///< reading OPTIONS; or there was no command
    pid_one,       ///< being PID 1 of a namespace: nothing else is killed with all inside
    life_line,     ///< closing the life line on exec
    signals,       ///< blocking the signals and opening the signalfd
    session,       ///< setsid, or setpgid
    terminal,      ///< TIOCSCTTY
    hide,          ///< name and dumpable 0
    death_signal,  ///< PR_SET_PDEATHSIG
    clone,         ///< starting the payload's process
    group,         ///< its process group
    foreground,    ///< TIOCSPGRP
    signal_mask,   ///< its empty signal mask
    descriptors,   ///< closing init's own descriptors; from here on the payload had started
    confine,       ///< no_new_privs and init's own filter
    watch,         ///< waiting for signals, children and the life line
};

enum class MessageKind : std::uint32_t {
    init_failed = 1,  ///< step, error
    exec_failed,      ///< error; `ended` follows, with kExitNotExecutable or kExitNotFound
    stopped,          ///< status: the signal
    continued,        ///< nothing
    ended,            ///< status: as wait4(2) gives it; usage
    begun,            ///< the command's process has become the command, or told that it could not
};

/// getrusage(2) of the payload and of those of its descendants that it waited for.
struct Usage {
    std::int64_t user_microseconds;
    std::int64_t system_microseconds;
    std::int64_t max_rss_kib;
    std::int64_t minor_faults;
    std::int64_t major_faults;
    std::int64_t voluntary_switches;
    std::int64_t involuntary_switches;
};

/// One datagram on the life line. What its kind does not name is zero.
struct Message {
    MessageKind kind;
    Step step;
    std::int32_t error;   ///< errno
    std::int32_t status;
    Usage usage;
};
static_assert(sizeof(Message) == 72, "no padding: the bytes go over a socket");

}  // namespace sandbox::init
