// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/hooks.hh"

#include "core/file.hh"
#include "core/sys.hh"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sandbox {
namespace {

/// Something to read, for as long as anybody has it open.
Result<UniqueFd> readable(std::string_view bytes) {
    if (bytes.empty()) return open_file("/dev/null", O_RDONLY);
    UniqueFd file(::memfd_create("sandbox-report", MFD_CLOEXEC));
    if (!file) return fail(Error::from_errno("memfd_create"));
    TRY(write_all(file.get(), bytes, "a file in memory"));
    if (::lseek(file.get(), 0, SEEK_SET) < 0) return fail(Error::from_errno("lseek"));
    return file;
}

class Manner {
public:
    explicit Manner(int input) {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, input, 0);
        ::posix_spawn_file_actions_adddup2(&actions, 2, 1);
        ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        ::posix_spawnattr_init(&attributes);
        sigset_t none, all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &all);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    Manner(const Manner&) = delete;
    Manner& operator=(const Manner&) = delete;
    ~Manner() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

/// The caller's variables with ours, which win.
std::vector<std::string> environment_with(const std::vector<std::string>& added) {
    std::vector<std::string> all = added;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        std::string_view one = *variable;
        auto name = one.substr(0, one.find('=') + 1);
        bool is_ours = std::ranges::any_of(added, [&](const std::string& own) { return own.starts_with(name); });
        if (!is_ours) all.emplace_back(one);
    }
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

}  // namespace

Result<Child> start_outside(const std::vector<std::string>& command, const std::vector<std::string>& added, std::string_view input) {
    auto source = TRY(readable(input));
    Manner manner(source.get());
    auto words = command, environment = environment_with(added);
    auto argv = pointers(words), variables = pointers(environment);
    pid_t pid = -1;
    int error = ::posix_spawnp(&pid, argv[0], &manner.actions, &manner.attributes, argv.data(), variables.data());
    if (error != 0) return fail(Error::from_errno(command[0], error));
    int pidfd = sys::pidfd_open(pid);
    if (pidfd >= 0) return Child(pid, UniqueFd(pidfd));
    ::kill(pid, SIGKILL);
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
    return fail(Error::from_errno("pidfd_open of " + command[0], -pidfd));
}

}  // namespace sandbox
