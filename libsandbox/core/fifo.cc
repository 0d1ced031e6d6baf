// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/fifo.hh"

#include "core/file.hh"
#include "core/signal.hh"
#include "core/sys.hh"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

/// A process that waits in open(2) in our place. It has our descriptors (CLONE_FILES), so that what it opens is ours, and ends with us.
class Opener {
public:
    static Result<Opener> start(const std::string& fifo, int flags) {
        Opener opener(TRY(make_pipe()));
        ::signal(SIGCHLD, SIG_DFL);  // ignored, as a caller may leave it, the kernel would reap in our place
        pid_t parent = ::getpid();
        long pid = ::syscall(SYS_clone, CLONE_FILES | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
        if (pid < 0) return fail(Error::from_errno("clone"));
        if (pid == 0) open_for(parent, fifo.c_str(), flags, opener.line_.to.get());
        opener.pid_ = static_cast<pid_t>(pid);
        return opener;
    }
    Opener(Opener&& other) noexcept : line_(std::move(other.line_)), pid_(std::exchange(other.pid_, -1)) {}
    Opener& operator=(Opener&&) = delete;
    ~Opener() { end(); }

    pid_t pid() const { return pid_; }

    /// The descriptor, or -errno; ECANCELED: it did not come to that.
    int end() {
        if (pid_ < 0) return -ECANCELED;
        ::kill(pid_, SIGKILL);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
        pid_ = -1;
        line_.to.reset();
        int answer = -ECANCELED;
        return ::read(line_.from.get(), &answer, sizeof answer) == sizeof answer ? answer : -ECANCELED;
    }

private:
    explicit Opener(Pipe line) : line_(std::move(line)) {}

    [[noreturn]] static void open_for(pid_t parent, const char* fifo, int flags, int line) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(0);
        int opened = ::open(fifo, flags);
        int answer = opened < 0 ? -errno : opened;
        bool is_told = ::write(line, &answer, sizeof answer) == sizeof answer;
        ::_exit(is_told ? 0 : 1);
    }

    Pipe line_;
    pid_t pid_ = -1;
};

/// Until the process has ended, or we are to.
Result<void> await_end(pid_t pid, const std::string& path) {
    UniqueFd process(sys::pidfd_open(pid));
    if (!process) return fail(Error::from_errno("pidfd_open"));
    sigset_t ending = ending_signals();
    UniqueFd signals(::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals) return fail(Error::from_errno("signalfd"));
    pollfd lines[] = {{process.get(), POLLIN, 0}, {signals.get(), POLLIN, 0}};
    while (::poll(lines, 2, -1) < 0)
        if (errno != EINTR) return fail(Error::from_errno("poll"));
    if (lines[0].revents != 0) return {};
    return fail(Error::impossible(path + ": stopped by a signal before somebody had the other end of the fifo"));
}

}  // namespace

Result<UniqueFd> open_fifo(int fifo, int flags, const std::string& path) {
    auto opener = TRY(Opener::start("/proc/self/fd/" + std::to_string(fifo), flags | O_CLOEXEC));
    auto waited = await_end(opener.pid(), path);
    int answer = opener.end();
    UniqueFd opened(answer);
    if (!waited) return fail(std::move(waited).error());
    if (!opened) return fail(Error::from_errno("open " + path, -answer));
    return opened;
}

}  // namespace sandbox
