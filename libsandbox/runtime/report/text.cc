// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/text.hh"

#include "core/signal.hh"
#include "core/text.hh"

#include <ctime>

namespace sandbox {
namespace {

using Ended = Report::Ended;

std::string how(const Report& report) {
    switch (report.ended) {
    case Ended::exited: return "exited with status " + std::to_string(report.code);
    case Ended::signaled: return "ended by " + print_signal(report.code) + (report.core ? ", with a core" : "");
    case Ended::killed: return "PID 1 was killed by " + print_signal(report.code);
    case Ended::rebooted: return "rebooted itself";
    case Ended::halted: return "halted itself";
    case Ended::not_found: return "the command was not found";
    case Ended::not_executable: return "the command could not be executed";
    case Ended::failed: return "could not be run: " + report.message;
    }
    return {};
}

/// To the millisecond.
std::string time_text(std::int64_t microseconds) {
    return print_duration(std::chrono::floor<std::chrono::milliseconds>(std::chrono::microseconds(microseconds)));
}

bool is_started(const Report& report) {
    return report.ended != Ended::not_found && report.ended != Ended::not_executable && report.ended != Ended::failed;
}

std::string health_text(const HealthState& health) {
    auto text = std::string(name_of(health.status));
    if (health.streak > 0) text += ", " + std::to_string(health.streak) + (health.streak == 1 ? " failure" : " failures in a row");
    return health.last_failure.empty() ? text : text + "; the last: " + health.last_failure;
}

/// A line of a name and a value.
struct Lines {
    std::string text{};

    void add(std::string_view name, std::string_view value) {
        text += "  " + std::string(name);
        text.append(name.size() < 12 ? 12 - name.size() : 1, ' ');
        text += escape(value) + "\n";
    }
};

/// "2026-11-26T03:40:00Z"
std::string date_text(std::int64_t microseconds) {
    std::time_t seconds = microseconds / 1'000'000;
    std::tm parts{};
    char text[32];
    ::gmtime_r(&seconds, &parts);
    return {text, std::strftime(text, sizeof text, "%FT%TZ", &parts)};
}

std::string headline(const Report& report, std::string_view name) {
    return escape(name) + ": " + escape(how(report)) + (report.starts_again ? ", and is started again" : "");
}

void add_facts(const Report& report, Lines& lines) {
    if (auto cause = report.cause(); !cause.empty()) lines.add("cause", cause);
    lines.add("ran", time_text(static_cast<std::int64_t>(report.wall_microseconds)));
    if (report.ended == Ended::exited || report.ended == Ended::signaled) {
        lines.add("processor", time_text(report.usage.user_microseconds) + " user, " + time_text(report.usage.system_microseconds) + " system");
        lines.add("memory", print_size(Bytes{static_cast<std::uint64_t>(report.usage.max_rss_kib) * 1024}) + " at most in one process");
    }
    if (report.health) lines.add("health", health_text(*report.health));
    for (const cgroups::Figure& figure : report.figures) lines.add("group", std::string(figure.name) + " " + std::to_string(figure.value));
    if (report.denials)
        for (const selinux::Denial& denial : report.denials->first) lines.add("denied", selinux::print(denial));
    if (report.denials && !report.denials->unknown.empty()) lines.add("denied", "not known: " + report.denials->unknown);
    for (const std::string& one : report.left_out) lines.add("left out", one);
    for (const std::string& note : report.notes) lines.add("note", note);
}

}  // namespace

std::string print_text(const Report& report, std::string_view name) {
    Lines lines{headline(report, name) + "\n"};
    add_facts(report, lines);
    return lines.text;
}

std::string print_text(const KeptReport& kept) {
    Lines lines{headline(kept.report, kept.name) + "\n"};
    if (!kept.unit.empty()) lines.add("unit", kept.unit);
    lines.add("ended", date_text(kept.ended));
    add_facts(kept.report, lines);
    for (const std::string& line : kept.report.log_lines) lines.add("log", line);
    return lines.text;
}

std::string print_line(const Report& report, std::string_view name) {
    auto cause = report.cause();
    return headline(report, name) + (cause.empty() ? "" : "; " + escape(cause));
}

std::string words_of(life::Print wanted, const Report& report, std::string_view name, std::string_view teller) {
    if (wanted == life::Print::never || !is_started(report)) return {};
    if (wanted == life::Print::always) return print_text(report, name);
    auto cause = report.cause();
    if (cause.empty() && report.ended == Ended::killed && !report.was_stopped) cause = how(report);
    return cause.empty() ? "" : std::string(teller) + ": " + escape(cause) + "\n";
}

}  // namespace sandbox
