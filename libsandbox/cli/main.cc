// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/main.hh"

#include "cli/print.hh"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace sandbox::cli {

/// The status when not even standard error can be had.
static constexpr int kNoDescriptors = 125;

/// A file that we open must not become somebody's standard output. `flags`: O_CLOEXEC where the program that we become
/// is to find closed what our caller had closed.
static void open_standard_descriptors(std::string_view tool, int flags = 0) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
        if (::fcntl(fd, F_GETFD) >= 0) continue;
        if (errno == EBADF && ::open("/dev/null", O_RDWR | flags) == fd) continue;
        complain(std::string(tool) + ": descriptor " + std::to_string(fd) + ": " + reason_of(errno) + "\n");
        ::_exit(kNoDescriptors);
    }
}

/// What new calls where there is no memory: nothing here may ask for any.
template <int status> static void out_of_memory() {
    static constexpr std::string_view kReason = ": cannot allocate memory\n";
    (void)!::write(STDERR_FILENO, program_invocation_short_name, std::strlen(program_invocation_short_name));
    (void)!::write(STDERR_FILENO, kReason.data(), kReason.size());
    ::_exit(status);
}

static int run_tool(std::string_view tool, Run run, int (*status)(const Error&), std::span<char*> args) {
    auto result = run(args);
    if (result) return *result;
    complain(std::string(tool) + ": " + result.error().message() + "\n");
    return status(result.error());
}

int exit_status(const Error& error) {
    switch (error.fault()) {
    case Fault::usage: return 2;
    case Fault::impossible: return 125;
    case Fault::not_executable: return 126;
    case Fault::not_found: return 127;
    }
    return 125;
}

int classic_exit_status(const Error& error) {
    bool command = error.fault() == Fault::not_executable || error.fault() == Fault::not_found;
    return command ? exit_status(error) : 1;
}

int main(std::string_view tool, Run run, int argc, char** argv) {
    std::set_new_handler(out_of_memory<125>);
    // A write beyond the limit of a file's size is an error like any other.
    ::signal(SIGXFSZ, SIG_IGN);
    open_standard_descriptors(tool);
    return run_tool(tool, run, exit_status, std::span(argv, static_cast<std::size_t>(argc)));
}

int classic_main(std::string_view tool, Run run, int (*status)(const Error&), int argc, char** argv) {
    auto called = argc > 0 ? base_name(argv[0]) : std::string_view();
    if (called.empty()) called = tool;
    std::set_new_handler(out_of_memory<1>);
    // SIGXFSZ stays as it is: the originals die of it, and whatever we become inherits it.
    open_standard_descriptors(called, O_CLOEXEC);
    return run_tool(called, run, status, std::span(argv, static_cast<std::size_t>(argc)));
}

int try_help(std::string_view program) {
    complain("Try '" + std::string(base_name(program)) + " --help' for more information.\n");
    return 1;
}

std::string_view base_name(std::string_view program) {
    auto slash = program.rfind('/');
    return slash == std::string_view::npos ? program : program.substr(slash + 1);
}

}  // namespace sandbox::cli
