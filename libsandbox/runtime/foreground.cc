// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/foreground.hh"

#include "plan/find.hh"
#include "runtime/relay/journal_mark.hh"
#include "runtime/relay/journal_relay.hh"
#include "runtime/relay/log_file.hh"
#include "runtime/relay/terminal_relay.hh"

#include <unistd.h>

namespace sandbox {
namespace {

Result<void> refuse_terminal(const Unit& unit, const journal::WriteLines& write, const Reason& reason) {
    bool is_beside = (!write.output && ::isatty(1) == 1) || (!write.errors && ::isatty(2) == 1);
    if (!is_beside || *unit.life.terminal == life::Terminal::never) return {};
    return fail(Error::usage("the other of output and errors is the caller's terminal, which nobody inside gets")
                    .hint("both may go to the journal, or Exec.TTY = \"never\" hands it over all the same")
                    .at(reason.origin, reason.setting));
}

Result<std::unique_ptr<Relay>> to_journal(const Unit& unit, const Found<journal::WriteLines>& found) {
    TRY(refuse_terminal(unit, *found.step, *found.reason));
    JournalOwner owner{unit.name, unit.unit_name, unit.invocation};
    auto relay = JournalRelay::make(*found.step, owner, Stopping::with_it, *unit.life.log_lines);
    if (!relay) return fail(std::move(relay).error().at(found.reason->origin, found.reason->setting));
    if (!unit.is_named) return relay;
    if (auto made = LogFile::make(TRY(log_path(unit.name))); !made) return fail(std::move(made).error());
    TRY(write_journal_mark(unit.name, {owner.invocation, found.step->way == journal::WriteLines::Way::streams}));
    return relay;
}

}  // namespace

Result<std::unique_ptr<Relay>> make_foreground_relay(Unit& unit, const Plan& plan) {
    if (auto found = find_step<journal::Step, journal::WriteLines>(plan)) return to_journal(unit, found);
    bool has_input = unit.process.input->kind == process::Standard::Kind::caller;
    auto terminal = TRY(TerminalRelay::make_if(*unit.process.new_session ? *unit.life.terminal : life::Terminal::never, has_input));
    if (terminal) TRY(terminal->lend_standard());
    unit.has_terminal = terminal && terminal->is_whole();
    return terminal;
}

}  // namespace sandbox
