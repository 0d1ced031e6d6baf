// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/reader_process.hh"

#include "core/blocked_signals.hh"
#include "core/file.hh"
#include "core/sys.hh"
#include "domains/process/prepare.hh"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

/// How long it may take in the end, while what it writes to is behind or somebody keeps it waiting.
constexpr int kPatience = 10'000;  // milliseconds

/// Nothing of the supervisor's stays open: no lock, no end of a pipe that somebody reads.
void keep_only(std::vector<int> kept) {
    int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd : {0, 1, 2})
        if (null >= 0) ::dup2(null, fd);
    for (const process::Range& gap : process::gaps_between(std::move(kept)))
        close_descriptors(gap.first, gap.last);
}

}  // namespace

Result<ReaderProcess> ReaderProcess::start(std::vector<int> kept, const std::function<void(int line)>& work) {
    auto [read_end, write_end] = TRY(make_pipe());
    pid_t pid = ::fork();
    if (pid < 0) return fail(Error::from_errno("fork"));
    if (pid == 0) {
        (void)write_end.release();  // closed with the others
        BlockedSignals blocked;  // they are the supervisor's: a terminal's go to both
        kept.push_back(read_end.get());
        keep_only(std::move(kept));
        work(read_end.get());
        ::_exit(0);
    }
    ReaderProcess process(pid, UniqueFd(sys::pidfd_open(pid)), std::move(write_end));
    if (!process.pidfd_) return fail(Error::from_errno("pidfd_open"));
    return process;
}

bool ReaderProcess::finish() {
    line_.reset();
    pollfd end{pidfd_.get(), POLLIN, 0};
    int ready = ::poll(&end, 1, kPatience);
    while (ready < 0 && errno == EINTR) ready = ::poll(&end, 1, kPatience);
    return ready > 0;
}

ReaderProcess::~ReaderProcess() {
    if (pid_ < 0) return;
    if (pidfd_) (void)sys::pidfd_send_signal(pidfd_.get(), SIGKILL);
    line_.reset();
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
}

}  // namespace sandbox
