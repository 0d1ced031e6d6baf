// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/report.hh"

#include "core/json.hh"

#include <csignal>

namespace sandbox {

int Report::exit_status() const {
    switch (ended) {
    case Ended::exited: return code;
    case Ended::signaled:
    case Ended::killed: return 128 + code;
    case Ended::not_executable: return init::kExitNotExecutable;
    case Ended::not_found: return init::kExitNotFound;
    case Ended::failed: return 125;
    case Ended::rebooted:
    case Ended::halted: return 0;
    }
    return 125;
}

static std::string field(std::string_view name, std::string_view value) {
    return "," + json_string(name) + ":" + json_string(value);
}

/// What the control groups know.
static std::string group_fields(const Report& report) {
    std::string json;
    if (report.memory_kill) {
        const auto& kill = *report.memory_kill;
        json += ",\"memory-kill\":{\"limit-owner\":" + json_string(name_of(kill.owner));
        if (!report.limit.empty()) json += field("limit", report.limit);
        if (!kill.limit_group.empty()) json += field("limit-group", kill.limit_group);
        if (!kill.victim.empty()) json += field("victim", kill.victim);
        if (kill.pid != 0) json += ",\"victim-pid\":" + std::to_string(kill.pid);
        json += ",\"count\":" + std::to_string(kill.count) + "}";
    }
    if (report.figures.empty()) return json;
    json += ",\"group\":{";
    for (const char* comma = ""; const cgroups::Figure& figure : report.figures) {
        json += comma + json_string(figure.name) + ":" + std::to_string(figure.value);
        comma = ",";
    }
    return json + "}";
}

/// Of an end by SIGSYS.
static std::string filter_fields(const Report& report) {
    if (!report.filter_death) return {};
    const auto& death = *report.filter_death;
    if (death.call.empty()) return ",\"filter-death\":{\"unknown\":" + json_string(death.unknown) + "}";
    std::string json = ",\"filter-death\":{\"call\":" + json_string(death.call) + ",\"number\":" + std::to_string(death.number);
    json += field("architecture", death.architecture) + ",\"pid\":" + std::to_string(death.pid);
    if (!death.victim.empty()) json += field("victim", death.victim);
    return json + "}";
}

/// What SELinux denied.
static std::string denial_fields(const Report& report) {
    if (!report.denials || (report.denials->count == 0 && report.denials->unknown.empty())) return {};
    auto object_of = [](const selinux::Denial& denial) {
        return JsonObject()
            .text("permissions", denial.permissions)
            .text("class", denial.kind)
            .text("object", denial.object)
            .text("label", denial.label)
            .text("command", denial.command)
            .number("pid", denial.pid)
            .number("count", denial.count)
            .end();
    };
    JsonObject object;
    object.number("count", report.denials->count);
    if (!report.denials->unknown.empty()) object.text("unknown", report.denials->unknown);
    return ",\"denials\":" + object.member("first", json_array(report.denials->first, object_of)).end();
}

static std::string cause_of(const selinux::Denials& denials) {
    auto text = "SELinux: " + selinux::print(denials.first.at(0));
    auto more = denials.count - denials.first[0].count;
    return more == 0 ? text : text + ", and " + std::to_string(more) + " more";
}

static std::string cause_of(const seccomp::FilterDeath& death) {
    if (death.call.empty()) return "ended by SIGSYS, as a filter of system calls does it; the call is not known: " + death.unknown;
    std::string text = "ended by the filter of system calls: " + death.call + " (" + death.architecture + "), process " +
                       std::to_string(death.pid);
    return death.victim.empty() ? text : text + ", " + death.victim;
}

static std::string memory_cause(const std::optional<cgroups::MemoryKill>& memory_kill, const std::string& limit) {
    if (!memory_kill) return {};
    std::string text = "killed for memory";
    if (!memory_kill->victim.empty()) text += ": " + memory_kill->victim + ", process " + std::to_string(memory_kill->pid);
    switch (memory_kill->owner) {
    case cgroups::LimitOwner::own: return text + ": its own limit was reached" + (limit.empty() ? "" : ": " + limit);
    case cgroups::LimitOwner::ancestor: return text + ": the limit of " + memory_kill->limit_group + ", above it, was reached";
    case cgroups::LimitOwner::machine: return text + ": the machine had no memory left";
    case cgroups::LimitOwner::outside: return text + ": for a limit above it, or the machine's";
    }
    return text;
}

std::string Report::cause() const {
    std::string text = filter_death ? cause_of(*filter_death) : memory_cause(memory_kill, limit);
    auto add = [&](const std::string& clause) { text += (text.empty() ? "" : "; ") + clause; };
    if (!time_spent.empty()) add("its time was up: " + time_spent);
    if (!unhealthy.empty()) add("it was not healthy: " + unhealthy);
    if (denials && !denials->first.empty()) add(cause_of(*denials));
    if (!given_up.empty()) add(given_up);
    return text;
}

std::string Report::json() const {
    auto number = [](std::string_view name, std::int64_t value) { return "," + json_string(name) + ":" + std::to_string(value); };
    std::string line = "{\"event\":\"ended\",\"how\":" + json_string(kReportEnds[static_cast<std::size_t>(ended)]);
    line += number("exit-status", exit_status());
    if (ended == Ended::signaled || ended == Ended::killed) line += number("signal", code);
    if (core) line += ",\"core\":true";
    if (!message.empty()) line += ",\"message\":" + json_string(message);
    if (wall_microseconds != 0) line += number("wall-microseconds", static_cast<std::int64_t>(wall_microseconds));
    if (ended == Ended::exited || ended == Ended::signaled) {
        line += number("user-microseconds", usage.user_microseconds);
        line += number("system-microseconds", usage.system_microseconds);
        line += number("max-rss-kib", usage.max_rss_kib);
    }
    if (starts_again) line += ",\"starts-again\":true";
    if (!time_spent.empty()) line += ",\"timed-out\":true" + field("time-limit", time_spent);
    if (was_stopped) line += ",\"was-stopped\":true";
    if (!given_up.empty()) line += field("given-up", given_up);
    if (!unhealthy.empty()) line += ",\"unhealthy\":true" + field("health-limit", unhealthy);
    if (health) line += ",\"health\":" + health->json();
    if (auto clause = cause(); !clause.empty()) line += field("cause", clause);
    line += group_fields(*this);
    line += filter_fields(*this);
    line += denial_fields(*this);
    if (!left_out.empty()) line += ",\"left-out\":" + json_strings(left_out);
    if (!notes.empty()) line += ",\"notes\":" + json_strings(notes);
    if (!log_lines.empty()) line += ",\"log-lines\":" + json_strings(log_lines);
    return line + "}\n";
}

bool is_failure(const Report& report) {
    if (!report.time_spent.empty() || !report.unhealthy.empty() || report.core) return true;
    switch (report.ended) {
    case Report::Ended::exited: return report.code != 0;
    case Report::Ended::rebooted:
    case Report::Ended::halted: return false;
    case Report::Ended::signaled:
        return report.code != SIGHUP && report.code != SIGINT && report.code != SIGTERM && report.code != SIGPIPE;
    default: return true;
    }
}

}  // namespace sandbox
