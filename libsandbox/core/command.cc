// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/command.hh"

#include "core/clock.hh"
#include "core/fd.hh"
#include "core/file.hh"
#include "core/signal.hh"

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

using Take = std::function<void(std::string_view bytes)>;

/// Hands on what can be read. False: that was all.
Result<bool> read_some(int fd, const Take& take, const std::string& program) {
    char buffer[65536];
    ssize_t count = ::read(fd, buffer, sizeof buffer);
    if (count < 0 && errno != EINTR) return fail(Error::from_errno("read " + program));
    if (count > 0) take({buffer, static_cast<std::size_t>(count)});
    return count != 0;
}

/// What ends the wait for a program before it has ended.
class Limit {
public:
    /// A signal that asks us to end, which stays pending: the launch blocks them, and they end the program too.
    static Result<Limit> signals() {
        sigset_t ending = ending_signals();
        UniqueFd signals(::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK));
        if (!signals) return fail(Error::from_errno("signalfd"));
        return Limit(std::move(signals), kForever);
    }
    static Limit time(Microseconds most) { return Limit({}, later(monotonic_now(), most)); }

    pollfd to_poll() const { return {signals_.get(), POLLIN, 0}; }
    int timeout() const { return poll_timeout(until_, monotonic_now()); }
    /// After a poll that ended with `ready`: whether it is reached.
    Result<void> check(const pollfd& line, int ready, const std::string& program) const {
        if (line.revents != 0) return fail(Error::impossible(program + ": stopped by a signal", EINTR));
        if (ready == 0 && monotonic_now() >= until_) return fail(Error::impossible(program + ": it does not end"));
        return {};
    }

private:
    Limit(UniqueFd signals, Microseconds until) : signals_(std::move(signals)), until_(until) {}
    UniqueFd signals_;
    Microseconds until_;
};

/// The errors that the program says, once `take` had its output; or that the limit is reached.
Result<std::string> listen(int output, int errors, const Take& take, const Limit& limit, const std::string& program) {
    std::string said;
    auto take_errors = [&](std::string_view bytes) {
        if (said.size() < 65536) said += bytes;  // of endless errors the beginning is enough
    };
    while (output >= 0 || errors >= 0) {
        pollfd lines[] = {{output, POLLIN, 0}, {errors, POLLIN, 0}, limit.to_poll()};
        int ready = ::poll(lines, 3, limit.timeout());
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) return fail(Error::from_errno("poll"));
        TRY(limit.check(lines[2], ready, program));
        if (lines[0].revents != 0 && !TRY(read_some(output, take, program))) output = -1;
        if (lines[1].revents != 0 && !TRY(read_some(errors, take_errors, program))) errors = -1;
    }
    return said;
}

/// output -1: nobody wants it.
Result<pid_t> spawn(const std::string& program, const std::vector<std::string>& arguments, int output, int errors) {
    std::vector<char*> argv;
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    char* const environment[] = {nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (output < 0) ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    else ::posix_spawn_file_actions_adddup2(&actions, output, 1);
    ::posix_spawn_file_actions_adddup2(&actions, errors, 2);
    pid_t pid = -1;
    int error = ::posix_spawn(&pid, program.c_str(), &actions, nullptr, argv.data(), environment);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return fail(Error::from_errno("run " + program, error));
    return pid;
}

enum class Output { dropped, wanted };

/// Runs it, and hands on its output, if that is wanted.
Result<void> run(const std::vector<std::string>& arguments, Output wanted, const Take& take, const Limit& limit) {
    ::signal(SIGCHLD, SIG_DFL);  // ignored, as a caller may leave it, the kernel would reap in our place
    auto program = TRY(find_program(arguments.at(0)));
    auto errors = TRY(make_pipe());
    auto output = wanted == Output::wanted ? TRY(make_pipe()) : Pipe{};
    auto pid = TRY(spawn(program, arguments, output.to.get(), errors.to.get()));
    errors.to.reset();
    output.to.reset();
    auto said = listen(output.from.get(), errors.from.get(), take, limit, program);
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

}  // namespace

Result<void> run_command(const std::vector<std::string>& arguments) {
    return run(arguments, Output::dropped, {}, TRY(Limit::signals()));
}

Result<void> run_to_undo(const std::vector<std::string>& arguments, std::chrono::milliseconds most) {
    return run(arguments, Output::dropped, {}, Limit::time(most));
}

Result<std::string> read_command(const std::vector<std::string>& arguments) {
    std::string output;
    TRY(run(arguments, Output::wanted, [&](std::string_view bytes) { output += bytes; }, TRY(Limit::signals())));
    return output;
}

Result<void> read_command(const std::vector<std::string>& arguments, const std::function<void(std::string_view bytes)>& take) {
    return run(arguments, Output::wanted, take, TRY(Limit::signals()));
}

}  // namespace sandbox
