// SPDX-License-Identifier: LGPL-2.1-or-later
// Asks a systemd manager for what only it can do. The launcher, which is static, runs this when a plan needs it.
#include "scope.hh"

#include "core/text.hh"

#include <cstdio>
#include <unistd.h>
#include <vector>

using namespace sandbox;

static constexpr char kUsage[] =
    "Usage: sandbox-bus scope SOCKET NAME SLICE DESCRIPTION PID...\n"
    "       sandbox-bus attach SOCKET UNIT GROUP PID...\n"
    "Has the systemd manager at SOCKET make a delegated scope of processes, or move processes into GROUP below a unit.\n";

static Result<std::vector<pid_t>> parse_processes(std::span<char*> words) {
    std::vector<pid_t> processes;
    for (const char* word : words) {
        auto number = parse_number(word);
        if (!number || *number < 1 || *number > 1 << 22) return fail(Error::usage(quote(word) + " is no process"));
        processes.push_back(static_cast<pid_t>(*number));
    }
    return processes;
}

static Result<void> run(std::span<char*> words) {
    std::string_view verb = words.empty() ? "" : words[0];
    if (verb == "scope" && words.size() > 5) {
        auto processes = TRY(parse_processes(words.subspan(5)));
        auto bus = TRY(bus::connect(words[1]));
        return bus::start(bus.get(), {.name = words[2], .slice = words[3], .description = words[4], .processes = processes});
    }
    if (verb == "attach" && words.size() > 4) {
        auto processes = TRY(parse_processes(words.subspan(4)));
        auto bus = TRY(bus::connect(words[1]));
        return bus::attach(bus.get(), words[2], words[3], processes);
    }
    return fail(Error::usage("--help says what there is"));
}

/// Called by this name we are what keeps a scope of cgcreate -c alive, until cgexec -r ends it.
static constexpr std::string_view kIdleProcess = "libcgroup_systemd_idle_thread";

int main(int argc, char** argv) {
    if (argc > 0 && argv[0] == kIdleProcess)
        for (;;) ::pause();
    std::span<char*> words(argv + 1, argc > 0 ? static_cast<std::size_t>(argc - 1) : 0);
    if (words.size() == 1 && std::string_view(words[0]) == "--help") return std::fputs(kUsage, stdout) < 0;
    auto done = run(words);
    if (done) return 0;
    std::fprintf(stderr, "%s\n", done.error().message().c_str());
    return done.error().fault() == Fault::usage ? 2 : 1;
}
