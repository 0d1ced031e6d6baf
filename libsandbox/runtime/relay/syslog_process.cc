// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/syslog_process.hh"

#include "core/file.hh"
#include "core/sys.hh"
#include "domains/process/prepare.hh"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

/// How long it may take in the end, while journald is behind or somebody keeps it waiting.
constexpr int kPatience = 10'000;  // milliseconds

/// Nothing of the supervisor's stays open: no lock, no end of a pipe that somebody reads.
void keep_only(std::vector<int> kept) {
    int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd : {0, 1, 2})
        if (null >= 0) ::dup2(null, fd);
    for (const process::Range& gap : process::gaps_between(std::move(kept)))
        if (sys::close_range(gap.first, gap.last, 0) == -ENOSYS)
            for (unsigned fd = gap.first; fd <= gap.last && fd < 65536; ++fd) ::close(static_cast<int>(fd));
}

/// Signals are the supervisor's: a terminal's go to both.
void ignore_signals() {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
}

[[noreturn]] void work(SyslogRelay& relay, int line) {
    ignore_signals();
    auto kept = relay.descriptors();
    kept.push_back(line);
    keep_only(std::move(kept));
    for (;;) {
        std::vector<pollfd> lines{{line, POLLIN, 0}};
        relay.wait_for(lines);
        if (::poll(lines.data(), lines.size(), -1) < 0 && errno != EINTR) break;
        if (lines[0].revents != 0) break;
        relay.serve(std::span(lines).subspan(1));
    }
    relay.finish();
    ::_exit(0);
}

}  // namespace

Result<SyslogProcess> SyslogProcess::start(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets, const std::string& path) {
    auto relay = TRY(SyslogRelay::make(entries, owner, std::move(sockets), path));
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0) return fail(Error::from_errno("pipe2"));
    UniqueFd read_end(ends[0]), write_end(ends[1]);
    pid_t pid = ::fork();
    if (pid < 0) return fail(Error::from_errno("fork"));
    if (pid == 0) {
        write_end.reset();
        work(*relay, read_end.get());
    }
    SyslogProcess process(pid, UniqueFd(sys::pidfd_open(pid)), std::move(write_end));
    if (!process.pidfd_) return fail(Error::from_errno("pidfd_open"));
    return process;
}

bool SyslogProcess::finish() {
    line_.reset();
    pollfd end{pidfd_.get(), POLLIN, 0};
    int ready = ::poll(&end, 1, kPatience);
    while (ready < 0 && errno == EINTR) ready = ::poll(&end, 1, kPatience);
    return ready > 0;
}

SyslogProcess::~SyslogProcess() {
    if (pid_ < 0) return;
    (void)sys::pidfd_send_signal(pidfd_.get(), SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
}

}  // namespace sandbox
