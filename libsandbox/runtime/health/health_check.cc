// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/health/health_check.hh"

#include "core/clock.hh"
#include "core/file.hh"
#include "core/sys.hh"
#include "core/text.hh"
#include "runtime/running/join.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace sandbox {
namespace {

constexpr std::size_t kMostOutput = 4096;
constexpr std::size_t kPipe = 2 * 65536;  ///< what a pipe holds may come in parts
constexpr std::size_t kMostAnswer = 512;  ///< a pipe takes so much at once

/// The last line that is not empty.
std::string_view last_line(std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    auto line = text.substr(text.rfind('\n') + 1);
    return line.substr(0, std::min(line.size(), std::size_t{200}));
}

/// The end of what the command prints, for as long as it runs.
class Output {
public:
    explicit Output(UniqueFd from) : from_(std::move(from)) {}
    int fd() const { return from_.get(); }
    /// False: there is no more now.
    bool read() {
        char buffer[4096];
        ssize_t count = ::read(from_.get(), buffer, sizeof buffer);
        if (count == 0) from_.reset();
        if (count <= 0) return count < 0 && errno == EINTR;
        text_.append(buffer, static_cast<std::size_t>(count));
        if (text_.size() > kMostOutput) text_.erase(0, text_.size() - kMostOutput);
        return true;
    }
    /// Once it has ended. Its children may go on writing: a pipe's worth is enough.
    std::string tail() {
        for (std::size_t taken = 0; taken < kPipe && read(); taken += kMostOutput) {}
        return std::string(last_line(text_));
    }

private:
    UniqueFd from_;
    std::string text_{};
};

/// Waits for its end; false: its time was up, and it is killed, with its group, which is its own.
bool ends_by(const Child& child, Output& output, Microseconds deadline) {
    for (;;) {
        auto now = monotonic_now();
        if (now >= deadline) {
            ::kill(-child.pid(), SIGKILL);  // not reaped yet, so the number is still its own
            child.signal(SIGKILL);
            return false;
        }
        pollfd lines[2]{{child.pidfd(), POLLIN, 0}, {output.fd(), POLLIN, 0}};
        if (::poll(lines, 2, poll_timeout(deadline, now)) < 0) continue;
        if (lines[1].revents != 0) output.read();
        if (lines[0].revents != 0) return true;
    }
}

/// What went wrong. Error: it could not be run at all.
Result<std::string> check(const ledger::Running& sandbox, const std::vector<std::string>& command, Microseconds timeout) {
    auto deadline = monotonic_now() + timeout;
    auto [read_end, write_end] = TRY(make_pipe());
    ::fcntl(read_end.get(), F_SETFL, O_NONBLOCK);
    auto null = TRY(open_file("/dev/null", O_RDWR));
    Guest guest{.command = command, .standard = {null.get(), write_end.get(), write_end.get()}};
    auto prepared = TRY(prepare_join(sandbox, guest));
    auto child = TRY(launch_guest(prepared, sandbox));
    write_end.reset();
    Output output(std::move(read_end));
    TRY(check_start(prepared));
    bool is_in_time = ends_by(child, output, deadline);
    auto failure = describe_failure(TRY(child.wait()));
    if (!is_in_time) failure = "took longer than " + print_duration(timeout);
    auto said = output.tail();
    return failure.empty() || said.empty() ? failure : failure + ": " + said;
}

/// Only the sandbox's PID 1, the answer and 0, 1 and 2 are left: who held our lock and our lines would be taken for us.
void let_go(int init, int answer) {
    ::dup3(init, 3, O_CLOEXEC);
    ::dup3(answer, 4, O_CLOEXEC);
    close_descriptors(5, ~0u);
}

/// The whole life of the process that waits.
[[noreturn]] void live(const ledger::Running& sandbox, const std::vector<std::string>& command, Microseconds timeout, int answer,
                       pid_t supervisor) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (::getppid() != supervisor) ::_exit(1);
    // Moved out of the way first: either may be 3 or 4.
    int init = ::fcntl(sandbox.init.get(), F_DUPFD_CLOEXEC, 16), line = ::fcntl(answer, F_DUPFD_CLOEXEC, 16);
    let_go(init, line);
    ledger::Running running{.record = sandbox.record, .init = UniqueFd(3)};
    auto failure = check(running, command, timeout);
    auto text = failure ? *failure : failure.error().message();
    // A first character, so that an answer of nothing is told from none.
    (void)write_all(4, "=" + text.substr(0, kMostAnswer), "the answer");
    ::_exit(0);
}

}  // namespace

Result<HealthCheck> HealthCheck::start(const ledger::Running& sandbox, const std::vector<std::string>& command, Microseconds timeout) {
    auto [read_end, write_end] = TRY(make_pipe());
    if (::fcntl(read_end.get(), F_SETFL, O_NONBLOCK) < 0) return fail(Error::from_errno("fcntl"));
    pid_t supervisor = ::getpid(), pid = ::fork();
    if (pid < 0) return fail(Error::from_errno("fork"));
    if (pid == 0) live(sandbox, command, timeout, write_end.get(), supervisor);
    Child child(pid, UniqueFd(sys::pidfd_open(pid)));
    if (child.pidfd() < 0) return fail(Error::from_errno("pidfd_open", -child.pidfd()));
    return HealthCheck(std::move(child), std::move(read_end));
}

std::string HealthCheck::finish() {
    child_.signal(SIGKILL);
    (void)child_.wait();
    char buffer[kMostAnswer + 1];
    // A guest that did not get to closing what is not its own may have the other end still.
    ssize_t count = ::read(answer_.get(), buffer, sizeof buffer);
    if (count > 0) return {buffer + 1, static_cast<std::size_t>(count - 1)};
    return "did not come to an end";
}

}  // namespace sandbox
