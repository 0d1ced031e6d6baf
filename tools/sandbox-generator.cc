// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-generator.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "core/path.hh"
#include "runtime/service/generate.hh"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <unistd.h>

using namespace sandbox;

namespace {

/// The directory of sandbox-run: a program of the build directory is not to have services run what is installed.
Result<std::string> programs() {
    char path[PATH_MAX];
    ssize_t length = ::readlink("/proc/self/exe", path, sizeof path);
    if (length < 0) return fail(Error::from_errno("readlink /proc/self/exe"));
    std::string beside(parent_of({path, static_cast<std::size_t>(length)}));
    auto launcher = beside + "/sandbox-run";
    if (::access(launcher.c_str(), X_OK) == 0) return beside;
    if (errno == ENOENT) return SANDBOX_BINDIR;
    return fail(Error::from_errno("access " + launcher));
}

/// systemd runs what is in its directory for generators, and tells nothing but where to write.
bool is_users(const cli::CommandLine& line, std::string_view program) {
    return line.find("user") != nullptr || base_of(program) == "sandbox-user-generator";
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxGenerator, tools::kSandboxGeneratorOptions, args));
    if (TRY(cli::print_about(tools::kSandboxGenerator, tools::kSandboxGeneratorOptions, line))) return 0;
    if (line.operands.size() != 1 && line.operands.size() != 3) return fail(Error::usage("name the directory that services are written to"));

    auto manager = is_users(line, program_invocation_name) ? Manager::user : Manager::system;
    const char* home = ::getenv("HOME");
    auto directories = service_directories(manager, default_search_path(home != nullptr ? home : "", ::geteuid()));
    auto services = find_services(directories, TRY(programs()), manager);
    // What is wrong with one directory or service concerns that one.
    int status = 0;
    auto note = [&](const Result<void>& done) {
        if (done) return;
        cli::complain("sandbox-generator: " + done.error().message() + "\n");
        status = cli::exit_status(done.error());
    };
    for (const std::string& error : services.errors) note(fail(Error::impossible(error)));
    for (const ServiceFile& service : services.files) note(write_service(line.operands[0], service));
    for (const ServiceFile& service : services.files) note(write_aliases(line.operands[0], service));
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-generator", run, argc, argv);
}
