// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-log.hh"

#include "cli/help.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "core/text.hh"
#include "runtime/ledger/find.hh"
#include "runtime/relay/journal_mark.hh"
#include "runtime/relay/journal_reader.hh"
#include "runtime/relay/log_file.hh"
#include "runtime/relay/log_reader.hh"

#include <cerrno>
#include <poll.h>
#include <unistd.h>

using namespace sandbox;

namespace {

Result<LogReader> open_log(const std::string& name) {
    auto log = LogReader::open(TRY(log_path(name)));
    if (!log && log.error().code() == ENOENT)
        return fail(Error::impossible("no sandbox called " + name + " has run in the background, or with its output to the journal"));
    return log;
}

/// A terminal obeys what the sandbox wrote; a file or a program gets it as it was.
Result<void> show(std::string_view text) {
    return ::isatty(1) == 1 ? cli::print(escape_lines(text)) : cli::print(text);
}

/// Its supervisor; closed: it has ended.
UniqueFd supervisor_of(const std::string& name) {
    auto sandbox = ledger::find(name);
    if (!sandbox) return {};
    auto supervisor = open_process(sandbox->record.supervisor);
    return supervisor ? *std::move(supervisor) : UniqueFd();
}

/// Also if it has ended by now: it may have written since we looked.
Result<void> follow(LogReader& log, const std::string& name) {
    auto supervisor = supervisor_of(name);
    for (bool is_running = true; is_running;) {
        is_running = supervisor && TRY(log.wait(supervisor.get()));
        TRY(show(TRY(log.read())));
    }
    return {};
}

Result<int> from_journal(JournalReader journal, const std::string& name, std::optional<std::uint64_t> count, bool follows) {
    TRY(show(TRY(journal.read(count))));
    if (!follows) return 0;
    auto supervisor = supervisor_of(name);
    // journalctl --follow would not end with the sandbox.
    constexpr int kPause = 250;
    for (bool is_running = true; is_running;) {
        pollfd line{supervisor.get(), POLLIN, 0};
        is_running = supervisor && ::poll(&line, 1, kPause) <= 0;
        TRY(show(TRY(journal.read())));
    }
    return 0;
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxLog, tools::kSandboxLogOptions, args));
    if (line.find("help") != nullptr) return TRY(cli::print(cli::help(tools::kSandboxLog, tools::kSandboxLogOptions))), 0;
    if (line.find("version") != nullptr) return TRY(cli::print("sandbox-log " SANDBOX_VERSION "\n")), 0;
    if (line.operands.size() != 1) return fail(Error::usage("name one sandbox"));

    std::string name = line.operands[0];
    const auto* lines = line.find("lines");
    auto count = lines != nullptr ? parse_number(*lines->argument) : std::nullopt;
    if (lines != nullptr && !count) return fail(Error::usage("--lines: " + quote(*lines->argument) + " is no number"));
    auto log = TRY(open_log(name));
    auto text = TRY(log.read());
    if (auto invocation = TRY(read_journal_mark(name))) {
        TRY(show(text));
        return from_journal(JournalReader(*invocation), name, count, line.find("follow") != nullptr);
    }
    TRY(show(count ? last_lines(text, *count) : text));
    if (line.find("follow") != nullptr) TRY(follow(log, name));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-log", run, argc, argv);
}
