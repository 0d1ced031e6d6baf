// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/store.hh"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sandbox {
namespace {

using nlohmann::json;

/// A member that may be missing.
template <class T> void read(const json& object, const char* key, T& into) {
    if (auto member = object.find(key); member != object.end()) member->get_to(into);
}

Report::Ended ended_in(const json& object) {
    auto found = std::ranges::find(kReportEnds, object.at("how").get<std::string>());
    return found == std::end(kReportEnds) ? Report::Ended::failed : static_cast<Report::Ended>(found - kReportEnds);
}

cgroups::MemoryKill memory_kill_in(const json& object, std::string& limit) {
    cgroups::MemoryKill kill{.owner = cgroups::owner_of(object.at("limit-owner").get<std::string>())};
    read(object, "limit", limit);
    read(object, "limit-group", kill.limit_group);
    read(object, "victim", kill.victim);
    read(object, "victim-pid", kill.pid);
    read(object, "count", kill.count);
    return kill;
}

seccomp::FilterDeath filter_death_in(const json& object) {
    seccomp::FilterDeath death;
    read(object, "call", death.call);
    read(object, "architecture", death.architecture);
    read(object, "number", death.number);
    read(object, "pid", death.pid);
    read(object, "victim", death.victim);
    read(object, "unknown", death.unknown);
    return death;
}

selinux::Denials denials_in(const json& object) {
    selinux::Denials denials;
    read(object, "count", denials.count);
    read(object, "unknown", denials.unknown);
    for (const json& one : object.at("first")) {
        auto& denial = denials.first.emplace_back();
        read(one, "permissions", denial.permissions);
        read(one, "class", denial.kind);
        read(one, "object", denial.object);
        read(one, "label", denial.label);
        read(one, "command", denial.command);
        read(one, "pid", denial.pid);
        read(one, "count", denial.count);
    }
    return denials;
}

HealthState health_in(const json& object) {
    HealthState health;
    health.status = health_status(object.at("status").get<std::string>()).value_or(HealthStatus::starting);
    read(object, "failing-streak", health.streak);
    read(object, "last-failure", health.last_failure);
    return health;
}

Report report_in(const json& object) {
    Report report{.ended = ended_in(object)};
    read(object, "exit-status", report.code);
    read(object, "signal", report.code);
    read(object, "core", report.core);
    read(object, "message", report.message);
    read(object, "wall-microseconds", report.wall_microseconds);
    read(object, "user-microseconds", report.usage.user_microseconds);
    read(object, "system-microseconds", report.usage.system_microseconds);
    read(object, "max-rss-kib", report.usage.max_rss_kib);
    read(object, "starts-again", report.starts_again);
    read(object, "time-limit", report.time_spent);
    read(object, "was-stopped", report.was_stopped);
    read(object, "given-up", report.given_up);
    if (auto kill = object.find("memory-kill"); kill != object.end()) report.memory_kill = memory_kill_in(*kill, report.limit);
    if (auto death = object.find("filter-death"); death != object.end()) report.filter_death = filter_death_in(*death);
    if (auto denials = object.find("denials"); denials != object.end()) report.denials = denials_in(*denials);
    if (auto group = object.find("group"); group != object.end())
        for (const auto& [name, value] : group->items()) report.figures.push_back({name, value.get<std::uint64_t>()});
    if (auto health = object.find("health"); health != object.end()) report.health = health_in(*health);
    read(object, "health-limit", report.unhealthy);
    read(object, "left-out", report.left_out);
    read(object, "notes", report.notes);
    read(object, "log-lines", report.log_lines);
    return report;
}

}  // namespace

Result<Report> parse_report(std::string_view text) {
    try {
        return report_in(json::parse(text));
    } catch (const json::exception&) {
        return fail(Error::impossible("the report is none of ours"));
    }
}

Result<KeptReport> parse_kept_report(std::string_view line) {
    try {
        auto object = json::parse(line);
        return KeptReport{.name = object.at("name").get<std::string>(), .unit = object.at("unit").get<std::string>(),
                          .ended = object.at("ended").get<std::int64_t>(), .report = report_in(object.at("report"))};
    } catch (const json::exception&) {
        return fail(Error::impossible("a report is none of ours"));
    }
}

}  // namespace sandbox
