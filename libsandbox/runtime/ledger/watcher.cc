// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/watcher.hh"

#include "core/blocked_signals.hh"
#include "core/child.hh"
#include "core/clone.hh"
#include "core/embedded.hh"
#include "core/file.hh"
#include "core/raw_syscall.hh"
#include "core/watcher_protocol.hh"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

/// libexec/watcher, embedded when the library is built.
extern "C" const unsigned char sandbox_watcher_image[];
extern "C" const unsigned long sandbox_watcher_size;

namespace sandbox {
namespace {

/// A copy with a number that none of the watcher's own has.
Result<UniqueFd> moved_up(int fd) {
    UniqueFd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 16));
    if (!copy) return fail(Error::from_errno("dup"));
    return copy;
}

}  // namespace

/// What the new process uses of our memory until it is another program: nobody changes it meanwhile. By system calls of its own
/// only, because errno is ours.
struct Watcher::Start {
    int program = -1;
    int report = -1;
    std::vector<int> given{};  ///< from watcher::kLine on
    std::vector<std::string> arguments{};
    std::vector<char*> argv{};
    char* environment[1] = {nullptr};
    alignas(16) std::byte stack[8 * 1024];
    UniqueFd begun{};  ///< ours: the error, or its end
    UniqueFd ear{};    ///< ours too: what is said before it listens, or if it never does, has somebody who might hear it

    Result<pid_t> clone();
    Result<int> await();

private:
    static int main(void* self);
    long become() const;
};

/// A session of its own, so that no terminal's signal reaches it. It began with every signal blocked.
long Watcher::Start::become() const {
    if (long session = freestanding::call(SYS_setsid); session < 0) return session;
    int number = watcher::kLine;
    for (int fd : given)
        if (long copy = freestanding::call(SYS_dup3, fd, number++, 0); copy < 0) return copy;
    return freestanding::call(SYS_execveat, program, "", argv.data(), environment, AT_EMPTY_PATH);
}

int Watcher::Start::main(void* self) {
    const auto& start = *static_cast<const Start*>(self);
    int error = static_cast<int>(-start.become());
    freestanding::call(SYS_write, start.report, &error, sizeof error);
    freestanding::exit(watcher::kLeft);
}

Result<pid_t> Watcher::Start::clone() {
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    BlockedSignals blocked;
    pid_t pid = clone_process({.function = main, .argument = this, .stack = stack, .flags = CLONE_VM});
    if (pid < 0) return fail(Error::from_errno("start the watcher", -pid));
    return pid;
}

/// 0, or the error; 0 also of one that was killed before it was another program.
Result<int> Watcher::Start::await() {
    int error = 0;
    ssize_t length;
    do length = ::read(begun.get(), &error, sizeof error);
    while (length < 0 && errno == EINTR);
    if (length < 0) return fail(Error::from_errno("read of the watcher's start"));
    return error;
}

Watcher::Watcher(UniqueFd line, std::unique_ptr<Start> start, pid_t pid)
    : line_(std::move(line)), start_(std::move(start)), pid_(pid) {}

Watcher::Watcher(Watcher&& other) noexcept
    : line_(std::move(other.line_)), start_(std::move(other.start_)), pid_(std::exchange(other.pid_, -1)) {}

Watcher::~Watcher() {
    if (pid_ > 0) (void)finish();
}

Result<Watcher> Watcher::start(const ledger::Ledger* ledger, std::span<const std::string> cgroups) {
    auto [read_end, write_end] = TRY(make_pipe());
    auto [begun, report] = TRY(make_pipe());
    std::vector<UniqueFd> high;
    high.push_back(TRY(moved_up(read_end.get())));
    if (ledger != nullptr)
        for (int fd : {ledger->entries(), ledger->directory()}) high.push_back(TRY(moved_up(fd)));
    auto image = TRY(open_embedded("sandbox-watcher", {sandbox_watcher_image, sandbox_watcher_size}, SANDBOX_LIBEXEC "/sandbox-watcher"));
    auto program = TRY(moved_up(image.get()));
    auto high_report = TRY(moved_up(report.get()));

    auto start = std::make_unique<Start>();
    start->program = program.get();
    start->report = high_report.get();
    for (const UniqueFd& fd : high) start->given.push_back(fd.get());
    start->arguments = {"sandbox-watcher", ledger != nullptr ? ledger->name() : ""};
    start->arguments.insert(start->arguments.end(), cgroups.begin(), cgroups.end());
    start->begun = std::move(begun);
    start->ear = std::move(read_end);
    ::signal(SIGCHLD, SIG_DFL);  // ignored, as a caller may leave it, the kernel would reap in our place
    pid_t pid = TRY(start->clone());
    return Watcher(std::move(write_end), std::move(start), pid);
}

Result<void> Watcher::await_start() {
    if (!start_) return {};
    int error = TRY(start_->await());
    start_.reset();
    if (error != 0) return fail(Error::from_errno("start the watcher", error));
    siginfo_t end{};
    bool has_ended = ::waitid(P_PID, static_cast<id_t>(pid_), &end, WEXITED | WNOHANG | WNOWAIT) == 0 && end.si_pid != 0;
    if (has_ended) return fail(Error::impossible("start the watcher: it was killed"));
    return {};
}

Result<void> Watcher::say(std::uint64_t word) {
    static_assert(sizeof word == sizeof(watcher::Word));
    return write_all(line_.get(), {reinterpret_cast<const char*>(&word), sizeof word}, "the watcher's line");
}

Result<void> Watcher::made(std::uint64_t inode) {
    return say(inode);
}

Result<void> Watcher::taken() {
    return say(watcher::kTaken);
}

Result<void> Watcher::keep_entry() {
    return say(watcher::kKeepEntry);
}

Result<void> Watcher::finish() {
    auto started = await_start();
    line_.reset();
    int status = 0;
    pid_t pid = std::exchange(pid_, -1);
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return fail(Error::from_errno("wait for the watcher"));
    if (!started) return started;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    if (WIFSIGNALED(status)) return fail(Error::impossible("the watcher was " + describe_failure(status) + ": not everything may be removed"));
    return fail(Error::impossible("not everything could be removed: a process of a cgroup does not end, or its directory was "
                                  "changed"));
}

}  // namespace sandbox
