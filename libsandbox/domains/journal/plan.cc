// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/plan.hh"

#include "core/text.hh"

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

}  // namespace

Result<void> plan(const Spec& spec, const Facts& facts, const Streams& streams, Draft<Step>& out) {
    if (!streams.output && !streams.errors) return note_unused(spec, out), Result<void>();
    auto refuse = [&](Error error) { return fail(std::move(error).at(streams.reason.origin, streams.reason.setting)); };
    if (streams.has_terminal) return refuse(Error::usage("Exec.TTY = \"always\" has it lead to a terminal"));
    auto absence = TRY(facts.absence.get("journal.absence"));
    if (!absence.empty() && !streams.is_optional) return refuse(Error::impossible(absence));
    if (!absence.empty()) return out.note("not to the journal: " + absence, streams.reason), Result<void>();
    WriteEntries write{.output = streams.output, .errors = streams.errors, .identifier = *spec.identifier, .level_max = *spec.level_max,
                       .rate_interval = *spec.rate_interval, .rate_burst = static_cast<std::uint64_t>(*spec.rate_burst)};
    for (const auto& field : spec.fields) write.fields.push_back(*field);
    out.step(Phase::attend, std::move(write), streams.reason);
    return {};
}

std::string describe(const Step& step) {
    const auto& write = std::get<WriteEntries>(step);
    std::string text = write.output && write.errors ? "output and errors" : write.output ? "output" : "errors";
    text += " to the journal, as " + (write.identifier.empty() ? "the sandbox" : write.identifier);
    if (write.level_max != Level::debug) text += ", up to " + std::string(kLevels[static_cast<std::size_t>(write.level_max)]);
    for (const Field& field : write.fields) text += ", " + field.name + "=" + field.value;
    if (write.rate_interval.count() == 0 || write.rate_burst == 0) return text;
    return text + "; " + std::to_string(write.rate_burst) + " lines in " + print_duration(write.rate_interval);
}

}  // namespace sandbox::journal
