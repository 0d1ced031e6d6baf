// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/command.hh"

#include "core/fd.hh"
#include "core/file.hh"

#include <cerrno>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

Result<std::string> find_program(const std::string& name) {
    for (const char* directory : {"/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/local/bin/"})
        if (::access((directory + name).c_str(), X_OK) == 0) return directory + name;
    return fail(Error::from_errno(name, ENOENT).hint("it is not installed"));
}

Result<pid_t> spawn(const std::string& program, const std::vector<std::string>& arguments, int errors) {
    std::vector<char*> argv;
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    char* const environment[] = {nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, errors, 2);
    pid_t pid = -1;
    int error = ::posix_spawn(&pid, program.c_str(), &actions, nullptr, argv.data(), environment);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return fail(Error::from_errno("run " + program, error));
    return pid;
}

}  // namespace

Result<void> run_command(const std::vector<std::string>& arguments) {
    auto program = TRY(find_program(arguments.at(0)));
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0) return fail(Error::from_errno("pipe2"));
    UniqueFd read_end(ends[0]), write_end(ends[1]);
    auto pid = TRY(spawn(program, arguments, write_end.get()));
    write_end.reset();
    auto said = read_all(read_end.get(), program, 65536);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    std::string reason = said ? *said : std::string();
    while (!reason.empty() && reason.back() == '\n') reason.pop_back();
    return fail(Error::impossible(arguments[0] + ": " + (reason.empty() ? "failed" : reason)));
}

}  // namespace sandbox
