// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/reader_process.hh"

#include "core/blocked_signals.hh"
#include "core/file.hh"
#include "core/sys.hh"
#include "domains/process/prepare.hh"

#include <cerrno>
#include <fcntl.h>

namespace sandbox {
namespace {

/// How long it may take in the end, while what it writes to is behind or somebody keeps it waiting.
constexpr Microseconds kPatience = std::chrono::seconds(10);

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
    int pidfd = sys::pidfd_open(pid);
    ReaderProcess process(Child(pid, UniqueFd(pidfd)), std::move(write_end));
    if (pidfd < 0) return fail(Error::from_errno("pidfd_open", -pidfd));
    return process;
}

bool ReaderProcess::finish() {
    line_.reset();
    return ends_within(child_.pidfd(), kPatience).value_or(false);
}

}  // namespace sandbox
