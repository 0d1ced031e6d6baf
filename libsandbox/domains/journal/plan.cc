// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/plan.hh"

#include "core/text.hh"
#include "domains/journal/contribute.hh"
#include "domains/journal/link.hh"

namespace sandbox::journal {
namespace {

/// Somebody wrote a key that has nothing to act on.
void note_unused(const Spec& spec, Draft<Step>& out) {
    auto note = [&](std::string_view key, const Origin& origin) {
        out.note("nothing goes to the journal: Exec.StandardOutput and Exec.StandardError say where output goes", {key, origin});
    };
    if (spec.identifier.is_given()) note("Journal.SyslogIdentifier", spec.identifier.origin);
    if (spec.level_max.is_given()) note("Journal.LogLevelMax", spec.level_max.origin);
    if (!spec.fields.empty()) note("Journal.LogExtraFields", spec.fields.items[0].origin);
    if (spec.rate_interval.is_given()) note("Journal.LogRateLimitIntervalSec", spec.rate_interval.origin);
    if (spec.rate_burst.is_given()) note("Journal.LogRateLimitBurst", spec.rate_burst.origin);
}

Entries entries_of(const Spec& spec) {
    Entries entries{.identifier = *spec.identifier, .level_max = *spec.level_max, .rate_interval = *spec.rate_interval,
                    .rate_burst = static_cast<std::uint64_t>(*spec.rate_burst)};
    for (const auto& field : spec.fields) entries.fields.push_back(*field);
    return entries;
}

/// Somebody looks for the fields of what is started by hand; and a stream has no fields, and no limit of ours.
bool goes_by_streams(const Spec& spec, const Streams& streams) {
    return streams.is_background && spec.fields.empty() && !spec.rate_interval.is_given() && !spec.rate_burst.is_given();
}

Result<void> plan_lines(const Spec& spec, const Facts& facts, const Streams& streams, Draft<Step>& out) {
    auto refuse = [&](Error error) { return fail(std::move(error).at(streams.reason.origin, streams.reason.setting)); };
    if (streams.has_terminal) return refuse(Error::usage("Exec.TTY = \"always\" has it lead to a terminal"));
    auto absence = TRY(facts.absence.get("journal.absence"));
    if (!absence.empty() && !streams.is_optional) return refuse(Error::impossible(absence));
    if (!absence.empty())
        return out.note("not to the journal, but to the caller's, or where it is detached to a file: " + absence, streams.reason), Result<void>();
    WriteLines write{.output = streams.output, .errors = streams.errors, .entries = entries_of(spec)};
    if (goes_by_streams(spec, streams)) {
        write.way = WriteLines::Way::streams;
        write.entries = {.identifier = *spec.identifier, .level_max = *spec.level_max};
    }
    out.step(Phase::attend, std::move(write), streams.reason);
    return {};
}

Result<void> plan_syslog(const Spec& spec, const Facts& facts, const Streams& streams, Draft<Step>& out) {
    Reason reason{"Journal.PrivateSyslog", spec.private_syslog.origin};
    auto refuse = [&](Error error) { return fail(std::move(error).at(reason.origin, reason.setting)); };
    if (streams.is_booted) return refuse(Error::usage("a booted system has a journald of its own"));
    auto absence = TRY(facts.absence.get("journal.absence"));
    if (!absence.empty() && !streams.is_syslog_optional) return refuse(Error::impossible(absence));
    if (!absence.empty()) return out.note("no private syslog: " + absence, reason), Result<void>();
    out.step(Phase::listen, Listen{}, reason);
    out.step(Phase::attend, RelayLogs{entries_of(spec)}, reason);
    return {};
}

Result<void> plan_link(const Spec& spec, const Facts& facts, const Streams& streams, Draft<Step>& out) {
    Reason reason{"Journal.Link", spec.link.origin};
    if (!streams.is_booted && spec.link.is_given()) out.note("only a booted system (Exec.Boot) has a journal of its own", reason);
    if (!streams.is_booted) return {};
    auto link = TRY(decide_link(spec, facts, streams.root, streams.owner));
    if (link.step) return out.step(Phase::machine, *std::move(link.step), reason), Result<void>();
    if (link.absence.empty()) return {};
    if (!link.is_tried && !streams.is_link_optional) return fail(Error::impossible(link.absence).at(reason.origin, reason.setting));
    return out.note("the journal is not linked: " + link.absence, reason), Result<void>();
}

std::string print_limits(const Entries& entries) {
    std::string text;
    if (entries.level_max != Level::debug) text += ", up to " + std::string(kLevels[static_cast<std::size_t>(entries.level_max)]);
    for (const Field& field : entries.fields) text += ", " + field.name + "=" + field.value;
    if (entries.rate_interval.count() == 0 || entries.rate_burst == 0) return text;
    return text + "; " + std::to_string(entries.rate_burst) + " lines in " + print_duration(entries.rate_interval);
}

struct Describe {
    std::string operator()(const WriteLines& write) const {
        bool is_streams = write.way == WriteLines::Way::streams;
        std::string text = write.output && write.errors ? "output and errors" : write.output ? "output" : "errors";
        text += is_streams ? " to the journal by streams of its own, as " : " to the journal entry by entry, as ";
        text += (write.entries.identifier.empty() ? "the sandbox" : write.entries.identifier) + print_limits(write.entries);
        return is_streams ? text + "; no fields of ours, and the limits are journald's" : text;
    }
    std::string operator()(const LinkJournal& link) const {
        std::string path = std::string(kKept) + "/" + link.machine;
        const char* tried = link.is_tried ? ", if that can be" : "";
        if (link.side == LinkJournal::Side::host) return "keep the journal in the host's " + path + tried;
        return "keep the journal in the system, and link " + path + " to it" + tried;
    }
    std::string operator()(const Listen&) const { return "listen at /dev/log and for journald's clients"; }
    std::string operator()(const RelayLogs& relay) const {
        return "what comes to /dev/log and journald's sockets inside to the journal" + print_limits(relay.entries);
    }
};

}  // namespace

Result<void> plan(const Spec& spec, const Facts& facts, const Streams& streams, Draft<Step>& out) {
    TRY(plan_link(spec, facts, streams, out));
    bool has_lines = streams.output || streams.errors;
    if (!has_lines && !*spec.private_syslog) return note_unused(spec, out), Result<void>();
    if (has_lines) TRY(plan_lines(spec, facts, streams, out));
    return *spec.private_syslog ? plan_syslog(spec, facts, streams, out) : Result<void>();
}

std::string describe(const Step& step) {
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::journal
