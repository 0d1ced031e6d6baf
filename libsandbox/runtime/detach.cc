// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/detach.hh"

#include "core/file.hh"
#include "core/signal.hh"
#include "domains/process/prepare.hh"
#include "plan/find.hh"
#include "runtime/relay/console_relay.hh"
#include "runtime/relay/journal_mark.hh"
#include "runtime/relay/journal_relay.hh"
#include "runtime/relay/pair_relay.hh"
#include "runtime/run.hh"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sandbox {
namespace {

/// What the background says to the foreground: "+NAME", or "-", a digit for the fault and the message.
std::string failure_text(const Error& error) {
    return "-" + std::string(1, static_cast<char>('0' + static_cast<int>(error.fault()))) + error.message();
}

Result<std::string> answer_of(std::string_view said) {
    if (said.starts_with('+')) return std::string(said.substr(1));
    if (said.size() < 2 || said[0] != '-') return fail(Error::impossible("the background process ended before the start"));
    return fail(Error(static_cast<Fault>(said[1] - '0'), std::string(said.substr(2))));
}

Result<ledger::Ledger> named_entry(const Unit& unit) {
    return *TRY(enter_ledger(unit));
}

Result<std::unique_ptr<BackgroundRelay>> relay_for(const Unit& unit, LogFile file, int entry) {
    if (unit.has_terminal) return TRY(ConsoleRelay::make(std::move(file), entry));
    return TRY(LogRelay::make(std::move(file)));
}

/// Null: nothing goes there.
Result<std::unique_ptr<JournalRelay>> to_journal(const Unit& unit, const Plan& plan, const std::string& name) {
    auto found = find_step<journal::Step, journal::WriteLines>(plan);
    if (!found) return nullptr;
    JournalOwner owner{name, unit.unit_name, unit.invocation};
    auto relay = JournalRelay::make(*found.step, owner, Stopping::never, *unit.life.log_lines);
    if (!relay) return fail(std::move(relay).error().at(found.reason->origin, found.reason->setting));
    TRY(write_journal_mark(name, {owner.invocation, found.step->way == journal::WriteLines::Way::streams}));
    return relay;
}

/// What the caller has open stays his: a lock, a pipe that somebody reads to its end, a directory to be unmounted.
void let_go(const Plan& plan, int foreground) {
    std::vector<int> kept{foreground};
    auto found = find_step<process::Step, process::CloseDescriptors>(plan);
    for (int fd = 3; found && fd < 3 + found.step->passed; ++fd) kept.push_back(fd);
    for (process::Range range : process::gaps_between(std::move(kept))) close_descriptors(range.first, range.last);
    (void)::chdir("/");
}

/// The background's whole life.
void live(const Unit& unit, const Plan& plan, UniqueFd foreground) {
    bool leads_session = ::setsid() >= 0;
    auto unled = Error::from_errno("setsid");
    let_go(plan, foreground.get());
    auto tell_foreground = [&](const std::string& text) -> Result<void> {
        if (!foreground) return {};  // it knows already
        TRY(write_all(foreground.get(), text, "the foreground"));
        foreground.reset();
        return {};
    };
    auto say = [&](const std::string& text) { (void)tell_foreground(text); };  // it learns of our end in any case
    if (!leads_session) return say(failure_text(unled));
    hold_ending_signals();  // the entry goes when we do
    auto entry = unit.is_named ? named_entry(unit) : ledger::Ledger::make_unique(unit.name);
    if (!entry) return say(failure_text(entry.error()));
    auto path = log_path(entry->name());
    auto file = path ? LogFile::make(*std::move(path)) : fail(std::move(path).error());
    auto log = file ? file->path() : "";
    auto relay = file ? relay_for(unit, *std::move(file), entry->directory()) : fail(std::move(file).error());
    if (!relay) return say(failure_text(relay.error()));
    auto journal = to_journal(unit, plan, entry->name());
    if (!journal) return say(failure_text(journal.error()));
    std::optional<PairRelay> both;
    if (*journal) both.emplace(**relay, **journal);
    auto tell = [&](const std::string& lines) { *journal ? (*journal)->say(lines) : (*relay)->say(lines); };
    auto ended = run_to_end(unit, plan, {.entry = &*entry, .relay = both ? static_cast<Relay*>(&*both) : relay->get(), .log = log,
                                                    .ended = tell,
                                                    .started = [&] { return tell_foreground("+" + entry->name()); }});
    if (auto left = entry->leave(); !left) tell("sandbox-run: " + left.error().message() + "\n");
    if (ended) return;
    if (foreground) say(failure_text(ended.error()));
    else tell("sandbox-run: " + ended.error().message() + "\n");
}

}  // namespace

Result<std::string> run_detached(const Unit& unit, const Plan& plan) {
    auto [read_end, write_end] = TRY(make_pipe());
    pid_t pid = ::fork();
    if (pid < 0) return fail(Error::from_errno("fork"));
    if (pid == 0) {
        read_end.reset();
        live(unit, plan, std::move(write_end));
        ::_exit(0);
    }
    write_end.reset();
    return answer_of(TRY(read_all(read_end.get(), "the background process")));
}

}  // namespace sandbox
