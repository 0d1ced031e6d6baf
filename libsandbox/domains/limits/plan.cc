// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/limits/plan.hh"

#include "domains/limits/table.hh"

namespace sandbox::limits {

void contribute(const Spec& spec, Contributions& out) {
    out.tasks = {*spec.tasks_max, {"Resources.TasksMax", spec.tasks_max.origin}};
}

Result<void> plan(const Spec& spec, bool has_group, Draft<Step>& out) {
    for (const Row& row : kLimits) {
        const auto& given = spec.*row.member;
        if (!given->is_set) continue;
        out.step(Phase::limit, SetLimit{row.resource, given->range, !given.is_given()}, {row.key, given.origin});
    }
    if (!spec.nproc->is_set && !has_group) {
        auto tasks = static_cast<std::uint64_t>(*spec.tasks_max);
        out.step(Phase::limit, SetLimit{RLIMIT_NPROC, {tasks, tasks}, !spec.tasks_max.is_given()},
                 {"Resources.TasksMax", spec.tasks_max.origin});
    }
    if (spec.niceness.is_given()) out.step(Phase::limit, SetNice{*spec.niceness}, {"Resources.Nice", spec.niceness.origin});
    out.step(Phase::forbid, SetOomScore{*spec.oom_score_adjust, !spec.oom_score_adjust.is_given()},
             {"Resources.OOMScoreAdjust", spec.oom_score_adjust.origin});
    return {};
}

static std::string print(std::uint64_t value) {
    return value == RLIM_INFINITY ? "infinity" : std::to_string(value);
}

std::string describe(const Step& step) {
    if (const auto* limit = std::get_if<SetLimit>(&step)) {
        for (const Row& row : kLimits)
            if (row.resource == limit->resource)
                return "limit " + std::string(row.key.substr(row.key.find("Limit") + 5)) + " " +
                       print(limit->range.soft) + ":" + print(limit->range.hard);
    }
    if (const auto* nice = std::get_if<SetNice>(&step)) return "nice value " + std::to_string(nice->value);
    return "out-of-memory score " + std::to_string(std::get<SetOomScore>(step).value);
}

}  // namespace sandbox::limits
