// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/watcher.hh"

#include "core/embedded.hh"
#include "core/file.hh"
#include "core/watcher_protocol.hh"

#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
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

/// How the watcher starts: what it holds, a session of its own so that no terminal's signal reaches it, every signal blocked.
class Manner {
public:
    Manner() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        sigset_t all;
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes, &all);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
    }
    Manner(const Manner&) = delete;
    Manner& operator=(const Manner&) = delete;
    ~Manner() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    Result<void> give(int fd, int number) {
        auto& copy = held_.emplace_back(TRY(moved_up(fd)));
        ::posix_spawn_file_actions_adddup2(&actions, copy.get(), number);
        return {};
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

private:
    std::vector<UniqueFd> held_{};
};

Result<pid_t> spawn(const Manner& manner, std::vector<std::string> arguments) {
    auto program = TRY(open_embedded("sandbox-watcher", {sandbox_watcher_image, sandbox_watcher_size},
                                     SANDBOX_LIBEXEC "/sandbox-watcher"));
    auto high = TRY(moved_up(program.get()));
    auto path = "/proc/self/fd/" + std::to_string(high.get());
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    char* const environment[] = {nullptr};
    pid_t pid = -1;
    int error = ::posix_spawn(&pid, path.c_str(), &manner.actions, &manner.attributes, argv.data(), environment);
    if (error != 0) return fail(Error::from_errno("start the watcher", error));
    return pid;
}

}  // namespace

Watcher::~Watcher() {
    if (pid_ > 0) (void)finish();
}

Result<Watcher> Watcher::start(const ledger::Ledger* ledger, std::span<const std::string> cgroups) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0) return fail(Error::from_errno("pipe2"));
    UniqueFd read_end(ends[0]), write_end(ends[1]);
    ::signal(SIGCHLD, SIG_DFL);  // ignored, as a caller may leave it, the kernel would reap in our place
    Manner manner;
    TRY(manner.give(read_end.get(), watcher::kLine));
    std::vector<std::string> arguments{"sandbox-watcher", ledger != nullptr ? ledger->name() : ""};
    if (ledger != nullptr) {
        TRY(manner.give(ledger->entries(), watcher::kLedgers));
        TRY(manner.give(ledger->directory(), watcher::kEntry));
    }
    arguments.insert(arguments.end(), cgroups.begin(), cgroups.end());
    return Watcher(std::move(write_end), TRY(spawn(manner, std::move(arguments))));
}

Result<void> Watcher::keep_entry() {
    return write_all(line_.get(), "k", "the watcher's line");
}

Result<void> Watcher::finish() {
    line_.reset();
    int status = 0;
    pid_t pid = std::exchange(pid_, -1);
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return fail(Error::from_errno("wait for the watcher"));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return fail(Error::impossible("not everything could be removed: a process of a cgroup does not end, or its directory was "
                                  "changed"));
}

}  // namespace sandbox
