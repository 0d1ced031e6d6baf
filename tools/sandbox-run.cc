// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-run.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "runtime/detach.hh"
#include "runtime/foreground.hh"
#include "runtime/ledger/sweep.hh"
#include "runtime/planning.hh"
#include "runtime/run.hh"
#include "runtime/supervise/notify.hh"
#include "runtime/supervise/rest.hh"
#include "sandbox.hh"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

using namespace sandbox;

namespace {

std::vector<cli::Option> all_options() {
    std::vector<cli::Option> options;
    options.reserve(256);  // room for all: growing copies them
    auto add = [&](std::span<const cli::Option> some) { options.insert(options.end(), some.begin(), some.end()); };
    add(tools::kSandboxRunOptions);
    for (const Rows& rows : registry()) add(cli::options_of(rows.settings));
    add(tools::kNspawnOptions);
    return options;
}

/// What the options assign, in their order.
Result<std::vector<Assignment>> assignments_of(const cli::CommandLine& line) {
    std::vector<Assignment> assignments;
    for (const cli::Parsed& option : line.options) {
        if (option.option->row != nullptr)
            assignments.push_back(TRY(option_assignment(*option.option->row, option.text(), Origin::option(option.typed))));
        else if (!option.option->key.empty())
            assignments.push_back(TRY(option_assignment(option.option->key, option.text(), Origin::option(option.typed))));
        else if (option.option->name == "property")
            assignments.push_back(TRY(parse_assignment(option.text(), Origin::option(option.typed))));
    }
    return assignments;
}

/// UNIT [-- ARGUMENTS], or -- COMMAND [ARGUMENTS].
Result<Invocation> invocation_of(const cli::CommandLine& line) {
    Invocation invocation;
    std::size_t before = line.before_separator.value_or(line.operands.size());
    if (before > 1)
        return fail(Error::usage("one unit at a time: its arguments stand behind \"--\", as in: sandbox-run " +
                                 escape(line.operands[0]) + " -- " + escape(line.operands[1])));
    if (before == 1) invocation.unit = line.operands[0];
    for (std::size_t index = before; index < line.operands.size(); ++index) invocation.words.emplace_back(line.operands[index]);
    if (const auto* name = line.find("name")) invocation.name = std::string(*name->argument);
    invocation.is_named = line.find("named") != nullptr;
    if (invocation.is_named && invocation.unit.empty()) return fail(Error::usage("--named: it takes the name of a unit, and there is none"));
    TRY(cli::exclude(line, "named", "name"));
    invocation.assignments = TRY(assignments_of(line));
    auto brings_command = [](const Assignment& one) { return one.row->key == "Exec.Command" || one.row->key == "Exec.Boot"; };
    if (before == 0 && invocation.words.empty() && std::ranges::none_of(invocation.assignments, brings_command))
        return fail(Error::usage("name a unit, or a command behind \"--\"; --help says more"));
    return invocation;
}

/// The descriptor of --json-status-fd, not to be inherited; -1 if nobody asked. Of 0 to 2, which are the command's too, a copy.
Result<int> status_descriptor(const cli::CommandLine& line) {
    const auto* option = line.find("json-status-fd");
    if (option == nullptr) return -1;
    auto number = parse_number(*option->argument);
    int fd = number && *number <= 1 << 20 ? static_cast<int>(*number) : -1;
    int status = fd < 0 ? -1 : ::fcntl(fd, F_GETFL);
    if (status < 0) return fail(Error::usage("--json-status-fd: " + quote(*option->argument) + " is no open descriptor"));
    if ((status & O_ACCMODE) == O_RDONLY) return fail(Error::usage("--json-status-fd: " + quote(*option->argument) + " is open for reading only"));
    if (fd > STDERR_FILENO) return ::fcntl(fd, F_SETFD, FD_CLOEXEC), fd;
    int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, 3);
    if (copy < 0) return fail(Error::from_errno("--json-status-fd: dup"));
    return copy;
}

/// What is asked for. The options themselves are done with: a supervisor would keep them for all its life.
struct Request {
    Invocation invocation{};
    int status_fd = -1;
    bool is_detached = false;
    std::optional<std::string> explained{};  ///< in which format; none: it is to be run
};

Result<Request> request_of(const cli::CommandLine& line) {
    Request request{.status_fd = TRY(status_descriptor(line)), .is_detached = line.find("detach") != nullptr};
    request.invocation = TRY(invocation_of(line));
    if (line.find("dry-run") != nullptr) request.explained = "text";
    if (const auto* option = line.find("explain")) request.explained = option->argument.value_or("text");
    return request;
}

Result<int> detach(Unit& unit, const Plan& steps, int status_fd) {
    if (status_fd >= 0) return fail(Error::usage("--json-status-fd: a detached sandbox tells it to sandbox-wait"));
    unit.has_terminal = *unit.life.terminal == life::Terminal::always;
    auto name = TRY(run_detached(unit, steps));
    if (auto printed = cli::print(name + "\n"); !printed) return fail(std::move(printed).error().hint(name + " runs in the background"));
    return 0;
}

Result<void> clean_up(const cli::CommandLine& line) {
    if (line.options.size() != 1 || !line.operands.empty())
        return fail(Error::usage("--cleanup: it takes no unit, no command and no other option"));
    auto swept = TRY(ledger::sweep());
    for (const std::string& name : swept.names) TRY(cli::print(name + "\n"));
    if (!swept.errors.empty()) return fail(std::move(swept.errors[0]));
    return {};
}

/// Nothing: what was asked for is done, as --help.
Result<std::optional<Request>> read_line(std::span<char*> args) {
    auto options = all_options();
    auto line = TRY(cli::parse(tools::kSandboxRun, options, args));
    if (TRY(cli::print_about(tools::kSandboxRun, options, line))) return std::nullopt;
    if (line.find("cleanup") != nullptr) return TRY(clean_up(line)), std::nullopt;
    return TRY(request_of(line));
}

Result<int> run(std::span<char*> args) {
    auto request = TRY(read_line(args));
    if (!request) return 0;
    if (request->is_detached) blank_freed_memory();
    int status_fd = request->status_fd;
    request->invocation.is_background = request->is_detached || has_manager();
    Unit unit;
    auto steps = TRY(plan_for_host(std::exchange(request->invocation, {}), unit));
    if (request->explained) return TRY(cli::print(TRY(explain_for_host(*request->explained, std::move(steps), unit)))), 0;
    if (request->is_detached) return detach(unit, steps, status_fd);
    auto entry = TRY(enter_ledger(unit));
    auto relay = TRY(make_foreground_relay(unit, steps));
    int status = TRY(run_to_end(unit, steps,
                                {.status_fd = status_fd, .entry = entry ? &*entry : nullptr, .relay = relay.get(), .ended = cli::complain}));
    if (entry)
        if (auto left = entry->leave(); !left) cli::complain("sandbox-run: " + left.error().message() + "\n");
    if (relay && relay->loss() != nullptr) return fail(*relay->loss());
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-run", run, argc, argv);
}
