// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/command.hh"

#include "core/fd.hh"
#include "core/file.hh"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

Result<std::string> find_program(const std::string& name) {
    if (name.starts_with('/')) return name;
    for (const char* directory : {"/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/local/bin/"})
        if (::access((directory + name).c_str(), X_OK) == 0) return directory + name;
    return fail(Error::from_errno(name, ENOENT).hint("it is not installed"));
}

/// The signals that ask us to end, which the launch blocks: they end the program too. Not those that our caller ignored.
sigset_t ending_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) {
        struct sigaction action {};
        if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) ::sigaddset(&signals, signal);
    }
    return signals;
}

/// All that the program says, or which signal asked us to end meanwhile. The signal stays pending.
Result<std::string> listen(int fd, const std::string& program) {
    sigset_t ending = ending_signals();
    UniqueFd signals(::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals) return fail(Error::from_errno("signalfd"));
    std::string said;
    for (;;) {
        pollfd lines[] = {{fd, POLLIN, 0}, {signals.get(), POLLIN, 0}};
        if (::poll(lines, 2, -1) < 0 && errno != EINTR) return fail(Error::from_errno("poll"));
        if (lines[1].revents != 0) return fail(Error::impossible(program + ": stopped by a signal"));
        if (lines[0].revents == 0) continue;
        char buffer[4096];
        ssize_t count = ::read(fd, buffer, sizeof buffer);
        if (count < 0 && errno != EINTR) return fail(Error::from_errno("read " + program));
        if (count == 0) return said;
        if (count > 0 && said.size() < 65536) said.append(buffer, static_cast<std::size_t>(count));
    }
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
    auto said = listen(read_end.get(), program);
    if (!said) ::kill(pid, SIGKILL);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return fail(Error::from_errno("wait for " + program));
    if (!said) return fail(std::move(said).error());
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    std::string reason = *std::move(said);
    while (!reason.empty() && reason.back() == '\n') reason.pop_back();
    auto name = arguments[0].substr(arguments[0].rfind('/') + 1);
    return fail(Error::impossible(name + ": " + (reason.empty() ? "failed" : reason)));
}

}  // namespace sandbox
