// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-log.hh"

#include "cli/about.hh"
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

/// Prints lines as they were, or as JSON. A terminal obeys what the sandbox wrote; a file or a program gets it as it was.
class Printer {
public:
    explicit Printer(bool is_json) : is_json_(is_json) {}

    Result<void> show(std::string_view text) {
        if (!is_json_) return ::isatty(1) == 1 ? cli::print(escape_lines(text)) : cli::print(text);
        begun_ += text;
        std::size_t start = 0;
        for (auto end = begun_.find('\n'); end != begun_.npos; end = begun_.find('\n', start)) {
            TRY(show(LogEntry{.message = begun_.substr(start, end - start)}));
            start = end + 1;
        }
        begun_.erase(0, start);
        return flush();
    }
    Result<void> show(const LogEntry& entry) {
        constexpr std::size_t kAtOnce = 65536;
        waiting_ += is_json_ ? entry.json() : entry.message + "\n";
        return waiting_.size() < kAtOnce ? Result<void>() : flush();
    }
    Result<void> flush() {
        auto text = std::exchange(waiting_, {});
        return !is_json_ && ::isatty(1) == 1 ? cli::print(escape_lines(text)) : cli::print(text);
    }
    /// The last line may lack its end.
    Result<void> finish() { return begun_.empty() ? Result<void>() : show("\n"); }
    /// Which fields it prints; empty: all.
    std::string fields() const { return is_json_ ? "" : "MESSAGE"; }

private:
    bool is_json_;
    std::string begun_{};  ///< of a line that becomes JSON
    std::string waiting_{};
};

/// Its supervisor; closed: it has ended.
Result<UniqueFd> supervisor_of(const std::string& name) {
    auto sandbox = ledger::find_supervised(name);
    auto supervisor = sandbox ? open_process(sandbox->record.supervisor) : fail(std::move(sandbox).error());
    return !supervisor && supervisor.error().code() == ESRCH ? UniqueFd() : std::move(supervisor);
}

/// Also if it has ended by now: it may have written since we looked.
Result<void> follow(LogReader& log, const std::string& name, Printer& printer) {
    auto supervisor = TRY(supervisor_of(name));
    for (bool is_running = true; is_running;) {
        is_running = supervisor && TRY(log.wait(supervisor.get()));
        TRY(printer.show(TRY(log.read())));
    }
    return {};
}

/// `followed`: the file that a stream of the sandbox may go to, beside the journal; null: only what is there is shown.
Result<void> from_journal(JournalReader journal, const std::string& name, std::optional<std::uint64_t> count, Printer& printer, LogReader* followed) {
    auto show = [&](const LogEntry& entry) { return printer.show(entry); };
    TRY(journal.read(count, printer.fields(), show));
    TRY(printer.flush());
    if (followed == nullptr) return {};
    auto supervisor = TRY(supervisor_of(name));
    // journalctl --follow would not end with the sandbox.
    constexpr int kPause = 250;
    for (bool is_running = true; is_running;) {
        pollfd line{supervisor.get(), POLLIN, 0};
        int ended = supervisor ? ::poll(&line, 1, kPause) : 1;
        if (ended < 0 && errno != EINTR) return fail(Error::from_errno("poll"));
        is_running = ended <= 0;
        TRY(printer.show(TRY(followed->read())));
        TRY(journal.read(std::nullopt, printer.fields(), show));
        TRY(printer.flush());
    }
    return {};
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxLog, tools::kSandboxLogOptions, args));
    if (TRY(cli::print_about(tools::kSandboxLog, tools::kSandboxLogOptions, line))) return 0;
    if (line.operands.size() != 1) return fail(Error::usage("name one sandbox"));

    std::string name = line.operands[0];
    const auto* lines = line.find("lines");
    auto count = lines != nullptr ? parse_number(*lines->argument) : std::nullopt;
    if (lines != nullptr && !count) return fail(Error::usage("--lines: " + quote(*lines->argument) + " is no number"));
    Printer printer(line.find("json") != nullptr);
    bool follows = line.find("follow") != nullptr;
    auto log = TRY(open_log(name));
    auto text = TRY(log.read());
    if (auto mark = TRY(read_journal_mark(name))) {
        TRY(printer.show(count ? last_lines(text, *count) : text));
        TRY(from_journal(JournalReader(name, *std::move(mark)), name, count, printer, follows ? &log : nullptr));
        return TRY(printer.finish()), 0;
    }
    TRY(printer.show(count ? last_lines(text, *count) : text));
    if (follows) TRY(follow(log, name, printer));
    return TRY(printer.finish()), 0;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-log", run, argc, argv);
}
