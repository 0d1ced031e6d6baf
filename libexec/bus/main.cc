// SPDX-License-Identifier: LGPL-2.1-or-later
// Asks systemd for what only it can do. The launcher, which is static, runs this when a plan needs it.
#include "machine.hh"
#include "scope.hh"

#include "core/text.hh"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <limits>
#include <sys/prctl.h>
#include <unistd.h>
#include <vector>

using namespace sandbox;

static constexpr char kUsage[] =
    "Usage: sandbox-bus scope SOCKET NAME SLICE DESCRIPTION SIGNAL MICROSECONDS [PROPERTY=NUMBER...] PID...\n"
    "       sandbox-bus set SOCKET UNIT PROPERTY=NUMBER...\n"
    "       sandbox-bus attach SOCKET UNIT GROUP PID...\n"
    "       sandbox-bus create-machine BUS NAME CLASS ROOT ID SIGNAL MICROSECONDS PID\n"
    "       sandbox-bus register-machine BUS NAME CLASS ROOT ID PID\n"
    "       sandbox-bus end-machine|unregister-machine BUS NAME PID\n"
    "Has the systemd manager at SOCKET make a delegated scope of processes, change a unit, or move processes into GROUP\n"
    "below one; has the systemd-machined on BUS know a process as a machine's first, in a scope of its own or in the one that\n"
    "it is in, and undo that. ID: 32 hexadecimal digits, or empty. A scope's end is asked for with SIGNAL (0: as always) and\n"
    "waits for MICROSECONDS. A PROPERTY is one of systemd.resource-control(5) that is a number, or \"NUMBER DEVICE\".\n";

namespace {

Result<pid_t> parse_process(const char* word) {
    auto number = parse_number(word);
    if (!number || *number < 1 || *number > 1 << 22) return fail(Error::usage(quote(word) + " is no process"));
    return static_cast<pid_t>(*number);
}

Result<std::vector<pid_t>> parse_processes(std::span<char*> words) {
    std::vector<pid_t> processes;
    for (const char* word : words) processes.push_back(TRY(parse_process(word)));
    return processes;
}

/// "CPUWeight=20", "IODeviceWeight=20 /dev/sda": a word that is no property ends them.
Result<std::vector<bus::Property>> parse_properties(std::span<char*>& words) {
    std::vector<bus::Property> properties;
    for (; !words.empty(); words = words.subspan(1)) {
        std::string_view word = words[0];
        auto equals = word.find('=');
        if (equals == word.npos) break;
        auto space = word.find(' ', equals);
        auto number = parse_number(word.substr(equals + 1, space - equals - 1));
        if (!number) return fail(Error::usage(quote(word) + ": a property's value is a number"));
        properties.push_back({std::string(word.substr(0, equals)), *number, std::string(space == word.npos ? "" : word.substr(space + 1))});
    }
    return properties;
}

Result<bus::Ending> parse_ending(const char* signal, const char* patience) {
    auto number = parse_number(signal), time = parse_number(patience);
    if (!number || *number > 64 || !time) return fail(Error::usage("a signal's number and a time in microseconds"));
    constexpr auto kForever = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return bus::Ending{static_cast<int>(*number), *time >= kForever ? std::numeric_limits<std::uint64_t>::max() : *time};
}

Result<std::vector<std::uint8_t>> parse_id(std::string_view word) {
    std::vector<std::uint8_t> id;
    auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    if (!word.empty() && word.size() != 32) return fail(Error::usage(quote(word) + " is no id"));
    for (std::size_t at = 0; at < word.size(); at += 2) {
        if (digit(word[at]) < 0 || digit(word[at + 1]) < 0) return fail(Error::usage(quote(word) + " is no id"));
        id.push_back(static_cast<std::uint8_t>(digit(word[at]) << 4 | digit(word[at + 1])));
    }
    return id;
}

Result<void> scope(std::span<char*> words) {
    auto ending = TRY(parse_ending(words[4], words[5]));
    auto rest = words.subspan(6);
    auto properties = TRY(parse_properties(rest));
    auto processes = TRY(parse_processes(rest));
    auto bus = TRY(bus::connect(words[0]));
    return bus::start(bus.get(), {.name = words[1], .slice = words[2], .description = words[3], .ending = ending,
                                  .properties = properties, .processes = processes});
}

Result<void> set(std::span<char*> words) {
    auto rest = words.subspan(2);
    auto properties = TRY(parse_properties(rest));
    if (!rest.empty()) return fail(Error::usage(quote(rest[0]) + " is no property"));
    auto bus = TRY(bus::connect(words[0]));
    return bus::set_properties(bus.get(), words[1], properties);
}

Result<void> attach(std::span<char*> words) {
    auto processes = TRY(parse_processes(words.subspan(3)));
    auto bus = TRY(bus::connect(words[0]));
    return bus::attach(bus.get(), words[1], words[2], processes);
}

Result<void> create_machine(std::span<char*> words) {
    auto ending = TRY(parse_ending(words[5], words[6]));
    bus::Machine machine{words[1], words[2], words[3], TRY(parse_process(words[7])), TRY(parse_id(words[4]))};
    auto bus = TRY(bus::join(words[0]));
    return bus::create(bus.get(), machine, ending);
}

Result<void> register_machine(std::span<char*> words) {
    bus::Machine machine{words[1], words[2], words[3], TRY(parse_process(words[5])), TRY(parse_id(words[4]))};
    auto bus = TRY(bus::join(words[0]));
    return bus::enlist(bus.get(), machine);
}

Result<void> end_machine(std::span<char*> words) {
    auto leader = TRY(parse_process(words[2]));
    auto bus = TRY(bus::join(words[0]));
    return bus::end(bus.get(), words[1], leader);
}

Result<void> unregister_machine(std::span<char*> words) {
    auto leader = TRY(parse_process(words[2]));
    auto bus = TRY(bus::join(words[0]));
    return bus::forget(bus.get(), words[1], leader);
}

struct Verb {
    std::string_view name;
    std::size_t least, most;  ///< words behind it
    Result<void> (*run)(std::span<char*> words);
    bool is_for_caller = true;  ///< when that has been killed nobody wants it any more; what undoes something is done all the same
};
constexpr std::size_t kMany = std::numeric_limits<std::size_t>::max();
constexpr Verb kVerbs[] = {
    {"scope", 7, kMany, scope},
    {"set", 3, kMany, set},
    {"attach", 4, kMany, attach},
    {"create-machine", 8, 8, create_machine},
    {"register-machine", 6, 6, register_machine},
    {"end-machine", 3, 3, end_machine, false},
    {"unregister-machine", 3, 3, unregister_machine, false},
};

Result<void> run(std::span<char*> words) {
    auto verb = std::ranges::find_if(kVerbs, [&](const Verb& one) { return !words.empty() && one.name == words[0]; });
    if (verb == std::end(kVerbs) || words.size() - 1 < verb->least || words.size() - 1 > verb->most)
        return fail(Error::usage("--help says what there is"));
    if (verb->is_for_caller) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    return verb->run(words.subspan(1));
}

/// Called by this name we are what keeps a scope of cgcreate -c alive, until cgexec -r ends it.
constexpr std::string_view kIdleProcess = "libcgroup_systemd_idle_thread";

}  // namespace

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
