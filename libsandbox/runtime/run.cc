// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/run.hh"

#include "core/clock.hh"
#include "core/file.hh"
#include "core/signal.hh"
#include "core/signal_queue.hh"
#include "core/text.hh"
#include "domains/journal/facts.hh"
#include "plan/find.hh"
#include "runtime/health/health_checks.hh"
#include "runtime/launch/diagnose.hh"
#include "runtime/launch/ledger_record.hh"
#include "runtime/relay/lines.hh"
#include "runtime/relay/log_reader.hh"
#include "runtime/relay/syslog_process.hh"
#include "runtime/report/store.hh"
#include "runtime/report/text.hh"
#include "runtime/supervise/hooks.hh"
#include "runtime/supervise/notify.hh"
#include "runtime/supervise/rest.hh"
#include "runtime/supervise/restarts.hh"
#include "runtime/supervise/status.hh"
#include "runtime/supervise/supervise.hh"

#include <csignal>
#include <utility>

namespace sandbox {
namespace {

Report report_of(const Error& error) {
    return {.ended = error.fault() == Fault::not_found        ? Report::Ended::not_found
                     : error.fault() == Fault::not_executable ? Report::Ended::not_executable
                                                              : Report::Ended::failed,
            .error = error.code(), .message = error.message()};
}

/// What the plan does otherwise than one might think, for a report.
std::vector<std::string> notes_of(const Plan& plan) {
    std::vector<std::string> notes;
    for (const Note& note : plan.notes) notes.push_back(std::string(note.reason.setting) + " (" + note.reason.origin.print() + "): " + note.text);
    return notes;
}

/// A unit, run once or as often as it wants.
class Runs {
public:
    Runs(const Unit& unit, const Plan& plan, const Attendance& attendance) : unit_(unit), plan_(plan), attendance_(attendance) {}

    /// How the last run ended. Error: it could not be started.
    Result<Report> run() {
        for (;;) {
            auto report = TRY(run_once());
            if (!report.starts_again) return report;
            TRY(has_begun());  // also where the command is not there: it is tried again
            if (!TRY(await_next())) return report;
            if (attendance_.relay != nullptr) TRY(attendance_.relay->again());
        }
    }

private:
    /// One run, told to whoever asked, and to the hooks.
    Result<Report> run_once() {
        Hooks hooks(plan_, name(), unit_.unit_name);
        restarts_.started(monotonic_now());
        auto ended = launch_once(hooks);
        auto report = ended ? *ended : report_of(ended.error());
        hooks.finish(attendance_.relay);
        auto notes = notes_of(plan_);
        report.notes.insert(report.notes.begin(), notes.begin(), notes.end());
        for (std::string& note : std::exchange(notes_, {})) report.notes.push_back(std::move(note));
        for (std::string& note : hooks.take_notes()) report.notes.push_back(std::move(note));
        report.log_lines = log_lines();
        if (hooks.has(hooks::Hook::post_mortem)) hooks.start(hooks::Hook::post_mortem, -1, report.json());
        hooks.finish(attendance_.relay);
        for (std::string& note : hooks.take_notes()) report.notes.push_back(std::move(note));
        tell(report);
        if (!ended) return fail(std::move(ended).error());
        return report;
    }

    Result<Report> launch_once(Hooks& hooks) {
        TRY(hooks.before_start(attendance_.relay));
        auto prepared = TRY(prepare(unit_, plan_, attendance_.entry));
        auto syslog = TRY(syslog_of(prepared));
        auto oom = TRY(OomResponse::start(prepared.groups, hooks.has(hooks::Hook::on_oom)));
        auto child = TRY(launch(prepared));
        let_go_of_sockets(prepared);
        std::optional<HealthChecks> checks;
        TRY(announce(prepared, child, hooks, checks));
        hooks.start(hooks::Hook::post_start, child.pid());
        Supervision with{.reading = reading(hooks), .relay = attendance_.relay, .hooks = &hooks, .checks = checks ? &*checks : nullptr,
                         .begun = [this] { return has_begun(); }, .oom = std::move(oom), .wake_up = &wake_up_};
        auto report = TRY(supervise(prepared, std::move(child), std::move(with)));
        if (syslog && !syslog->finish()) report.notes.push_back("Journal.PrivateSyslog: its last messages were not relayed in time");
        report.was_stopped = report.was_stopped || is_marked();
        if (restarts_.go_on(report, monotonic_now()) && prepared.watcher)
            if (auto kept = prepared.watcher->keep_entry(); !kept) report.notes.push_back("the watcher was killed: " + kept.error().message());
        if (auto gone = prepared.let_go(); !gone) report.notes.push_back("systemd-machined still knows of it: " + gone.error().message());
        return report;
    }

    Reading reading(const Hooks& hooks) const {
        bool is_told = *unit_.life.print == life::Print::always || status_.is_open() || hooks.has(hooks::Hook::post_mortem);
        return is_told || find_step<life::Step, life::KeepReports>(plan_) ? Reading::all : Reading::cause;
    }

    /// What relays a private syslog; none: there is no such.
    Result<std::optional<SyslogProcess>> syslog_of(Prepared& prepared) const {
        auto found = find_step<journal::Step, journal::RelayLogs>(plan_);
        if (!found || !prepared.log_sockets.entries) return std::nullopt;
        JournalOwner owner{name(), unit_.unit_name, unit_.invocation};
        auto process = SyslogProcess::start(found.step->entries, owner, std::move(prepared.log_sockets), journal::kSocket);
        if (!process) return fail(std::move(process).error().at(found.reason->origin, found.reason->setting));
        return std::optional(*std::move(process));
    }

    /// Of a private syslog only the process has them: nobody inside waits for one that has been killed.
    static void let_go_of_sockets(Prepared& prepared) {
        for (const child::Op& op : prepared.ops)
            if (const auto* listen = std::get_if<journal::ListenOp>(&op))
                for (int fd : {listen->entries, listen->syslog, listen->lines}) prepared.bench.keep.close(fd);
    }

    /// Tells those who want to know that PID 1 runs. Error: it does not come to that.
    Result<void> announce(Prepared& prepared, const Child& child, const Hooks& hooks, std::optional<HealthChecks>& checks) {
        bool is_checked = !unit_.life.health_command.empty();
        bool is_awaited = attendance_.entry != nullptr || status_.is_open() || is_checked || hooks.has(hooks::Hook::post_start) ||
                          has_manager();
        if (is_awaited) TRY(await_set_up(prepared));
        if (attendance_.entry != nullptr || is_checked) checks = TRY(record(prepared, child));
        if (status_.is_open()) say_status(TRY(started_json(child.pid())));
        if (attendance_.relay != nullptr) attendance_.relay->started();
        if (!prepared.bench.tells_begin) TRY(has_begun());
        return {};
    }

    /// The command runs, as far as can be known.
    Result<void> has_begun() {
        auto told = *unit_.life.notify_ready ? Result<void>() : notify_manager("READY=1\n", kManagerPatience);
        if (!told) notes_.push_back(told.error().message());
        if (attendance_.started) TRY(attendance_.started());
        return {};
    }

    /// What the ledger is told, and the checks that work by it.
    Result<std::optional<HealthChecks>> record(const Prepared& prepared, const Child& child) const {
        auto record = TRY(ledger::record_of(unit_, prepared, child.pid()));
        if (!unit_.life.health_command.empty()) record.health.emplace();
        if (attendance_.entry != nullptr) {
            record.name = attendance_.entry->name();
            record.log = attendance_.log;
            TRY(attendance_.entry->write(record));
        }
        return HealthChecks::make(plan_, std::move(record), child, attendance_.entry);
    }

    void tell(const Report& report) {
        if (auto kept = keep(report); !kept && attendance_.ended)
            attendance_.ended("sandbox-run: the report is not kept: " + kept.error().message() + "\n");
        auto words = words_of(*unit_.life.print, report, unit_.name, "sandbox-run");
        if (attendance_.ended && !words.empty()) attendance_.ended(words);
        if (status_.is_open()) say_status(report.json());
        if (attendance_.relay != nullptr) attendance_.relay->ended(report, name());
    }

    /// The last of them; where one of two outputs goes to the log and the other passes on, half of each.
    std::vector<std::string> log_lines() const {
        auto most = *unit_.life.log_lines;
        auto passed = attendance_.relay != nullptr ? attendance_.relay->last_lines() : std::vector<std::string>();
        auto lines = log_tail(attendance_.log, passed.empty() ? most : most / 2);
        auto left = std::min(passed.size(), most - lines.size());
        lines.insert(lines.end(), passed.end() - static_cast<std::ptrdiff_t>(left), passed.end());
        return lines;
    }

    void say_status(const std::string& line) {
        auto told = status_.tell(line);
        if (!told && attendance_.ended) attendance_.ended("sandbox-run: --json-status-fd: " + told.error().message() + "\n");
    }

    /// For sandbox-report. That it cannot be done changes nothing else.
    Result<void> keep(const Report& report) const {
        auto found = find_step<life::Step, life::KeepReports>(plan_);
        if (!found) return {};
        return keep_report({.name = name(), .unit = unit_.unit_name, .ended = real_now().count(), .report = report}, found.step->most);
    }

    const std::string& name() const { return attendance_.entry != nullptr ? attendance_.entry->name() : unit_.name; }

    bool is_marked() const { return attendance_.entry != nullptr && attendance_.entry->is_marked(); }

    /// The pause before the next run; false: somebody wants none. sandbox-stop sends us a signal after its mark.
    Result<bool> await_next() const {
        auto signals = TRY(open_signals());
        auto until = later(monotonic_now(), restarts_.pause());
        Relay* relay = attendance_.relay != nullptr ? TRY(attendance_.relay->between()) : nullptr;
        for (;;) {
            while (int signal = next_signal(signals.get())) {
                if (asks_for_end(signal)) return false;
                if (signal == SIGTSTP) ::raise(SIGSTOP);
            }
            if (is_marked()) return false;
            auto now = monotonic_now();
            if (now >= until) return true;
            Lines lines;
            lines.add(signals.get());
            lines.add_relay(relay);
            TRY(lines.wait(poll_timeout(until, now), poll_at_rest));
            lines.serve(relay);
        }
    }

    const Unit& unit_;
    const Plan& plan_;
    const Attendance& attendance_;
    StatusLine status_{attendance_.status_fd};
    Restarts restarts_{plan_};
    WakeUp wake_up_{};
    std::vector<std::string> notes_{};  ///< of the run that goes on
};

}  // namespace

Result<std::optional<ledger::Ledger>> enter_ledger(const Unit& unit) {
    if (!unit.is_named) return std::nullopt;
    hold_ending_signals();  // the entry goes when we do
    auto entry = ledger::Ledger::make(unit.name);
    if (!entry) return fail(std::move(entry).error().at(unit.naming.origin, unit.naming.setting));
    return std::optional(*std::move(entry));
}

Result<int> run_to_end(const Unit& unit, const Plan& plan, const Attendance& attendance) {
    Runs runs(unit, plan, attendance);
    auto ended = runs.run();
    auto report = ended ? *ended : report_of(ended.error());
    auto told = attendance.entry != nullptr ? attendance.entry->end(report.json()) : Result<void>();
    if (!told && attendance.ended) attendance.ended("sandbox-run: who waits is not told of the end: " + told.error().message() + "\n");
    if (!ended) return fail(std::move(ended).error());
    const std::string& command = unit.process.command.items[0].value;
    const Origin& origin = unit.process.command.items[0].origin;
    if (report.ended == Report::Ended::not_found)
        return fail(Error(Fault::not_found, quote(command) + ": not found in the sandbox").at(origin, "Exec.Command"));
    if (report.ended == Report::Ended::not_executable)
        return fail(start_failure(command, report.error).at(origin, "Exec.Command"));
    if (report.ended == Report::Ended::failed) return fail(Error::impossible(report.message));
    return report.exit_status();
}

}  // namespace sandbox
