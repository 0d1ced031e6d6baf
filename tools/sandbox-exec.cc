// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-exec.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "core/file.hh"
#include "core/own_program.hh"
#include "core/text.hh"
#include "runtime/relay/pair_relay.hh"
#include "runtime/relay/pipe_relay.hh"
#include "runtime/relay/terminal_relay.hh"
#include "runtime/running/console.hh"
#include "runtime/running/join.hh"
#include "runtime/running/terminals.hh"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

using namespace sandbox;

namespace {

Result<std::vector<std::string>> variables_of(const cli::CommandLine& line) {
    std::vector<std::string> variables;
    for (const cli::Parsed& option : line.options) {
        if (option.option->name != "env") continue;
        auto equals = option.argument->find('=');
        if (equals == option.argument->npos || equals == 0)
            return fail(Error::usage("--env: " + quote(*option.argument) + " is not NAME=VALUE"));
        variables.emplace_back(*option.argument);
    }
    return variables;
}

life::Terminal terminal_of(const cli::CommandLine& line) {
    if (line.find("tty") != nullptr) return life::Terminal::always;
    return line.find("no-tty") != nullptr ? life::Terminal::never : life::Terminal::automatic;
}

/// NAME, or NAME -- COMMAND [ARGUMENTS].
Result<Guest> guest_of(const cli::CommandLine& line) {
    std::size_t names = line.before_separator.value_or(line.operands.size());
    if (names == 0) return fail(Error::usage("name a sandbox; sandbox-ls lists them"));
    if (names > 1)
        return fail(Error::usage("a command stands behind \"--\", as in: sandbox-exec " + escape(line.operands[0]) + " -- " +
                                 escape(line.operands[1])));
    Guest guest{.environment = TRY(variables_of(line))};
    for (std::size_t index = 1; index < line.operands.size(); ++index) guest.command.emplace_back(line.operands[index]);
    if (const auto* user = line.find("user")) guest.user = std::string(*user->argument);
    if (const auto* directory = line.find("cwd")) guest.directory = std::string(*directory->argument);
    return guest;
}

/// Who gets no terminal of its own gets none of the caller's either: what it leaves running would go on reading there.
Result<std::unique_ptr<TerminalRelay>> make_terminal(life::Terminal wanted, pty::Devpts devpts, UniqueFd& null, Guest& guest) {
    if (wanted != life::Terminal::never) return TerminalRelay::make_if(wanted, true, std::move(devpts));
    if (::isatty(0) == 1) {
        null = TRY(open_file("/dev/null", O_RDWR));
        guest.standard[0] = null.get();
    }
    return TerminalRelay::make_if(life::Terminal::automatic, false);
}

void lend(const TerminalRelay& terminal, Guest& guest) {
    for (int fd : {0, 1, 2})
        if (terminal.replaces(fd)) guest.standard[fd] = terminal.slave();
    guest.has_terminal = terminal.is_whole();
    guest.is_terminal_named = terminal.is_named();
}

/// Who is inside must not get at our program's file by way of the guest. Returns where it cannot.
Result<void> leave_writable_program(const ledger::Running& sandbox, std::span<char*> args) {
    if (TRY(is_own_program_writable(sandbox.record.init.pid))) return fail(run_from_memory("sandbox-exec", args.data()));
    return {};
}

/// --console NAME, and nothing else.
Result<int> connect(const cli::CommandLine& line) {
    if (line.operands.size() != 1 || line.options.size() != 1)
        return fail(Error::usage("--console: it takes the name of a sandbox, and no command or other option"));
    return attach_console(TRY(ledger::find_supervised(line.operands[0])));
}

/// Its exit status. None: its terminal, which has its name in `devpts`, was taken by somebody inside before it, and nothing was done.
Result<std::optional<int>> enter(const ledger::Running& sandbox, Guest guest, life::Terminal wanted, pty::Devpts devpts) {
    UniqueFd null;
    auto terminal = TRY(make_terminal(wanted, std::move(devpts), null, guest));
    if (terminal) lend(*terminal, guest);
    // A pipe beside a terminal of its own stays the caller's, as in a shell.
    auto pipes = guest.has_terminal ? nullptr : TRY(PipeRelay::make(guest.standard));
    std::optional<PairRelay> both;
    if (terminal && pipes) both.emplace(*terminal, *pipes);
    Relay* relay = both ? &*both : terminal ? static_cast<Relay*>(terminal.get()) : pipes.get();
    auto prepared = TRY(prepare_join(sandbox, guest));
    auto child = TRY(launch_guest(prepared, sandbox));
    if (auto begun = check_start(prepared); !begun) {
        if (guest.is_terminal_named && begun.error().code() == EPERM) return std::nullopt;
        return fail(std::move(begun).error());
    }
    return TRY(attend(prepared, std::move(child), relay));
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxExec, tools::kSandboxExecOptions, args));
    if (TRY(cli::print_about(tools::kSandboxExec, tools::kSandboxExecOptions, line))) return 0;

    if (line.find("console") != nullptr) return connect(line);
    TRY(cli::exclude(line, "tty", "no-tty"));
    auto guest = TRY(guest_of(line));
    auto sandbox = TRY(ledger::find(line.operands[0]));
    TRY(leave_writable_program(sandbox, args));
    guest.account = TRY(account_of(sandbox, guest.user));
    sigset_t before;
    ::sigprocmask(SIG_SETMASK, nullptr, &before);
    auto status = TRY(enter(sandbox, guest, terminal_of(line), terminals_of(sandbox, *guest.account)));
    if (status) return *status;
    ::sigprocmask(SIG_SETMASK, &before, nullptr);  // a launch holds them
    return TRY(enter(sandbox, guest, terminal_of(line), {})).value_or(125);
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-exec", run, argc, argv);
}
