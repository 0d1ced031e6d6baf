// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/limits/plan.hh"

#include "domains/limits/table.hh"

namespace sandbox::limits {
namespace {

/// What a tier says, in the order of Tier.
struct TierRow {
    int oom_score;
    std::uint32_t weight;
    unsigned memory_low_percent;
};
constexpr TierRow kTierRows[] = {{800, 50, 0}, {100, 100, 0}, {-500, 200, 10}};

const TierRow& row_of(const Spec& spec) {
    return kTierRows[static_cast<std::size_t>(*spec.tier)];
}

/// The caller's own privileges decide whether a score that somebody wrote may be had: a user namespace's do not count.
void plan_oom_score(const Spec& spec, Draft<Step>& out) {
    bool is_own = spec.oom_score_adjust.is_given() || !spec.tier.is_given();
    Reason reason = is_own ? Reason{"Resources.OOMScoreAdjust", spec.oom_score_adjust.origin}
                           : Reason{"Resources.Tier", spec.tier.origin};
    int score = is_own ? *spec.oom_score_adjust : row_of(spec).oom_score;
    bool is_written = !reason.origin.is_fallback();
    out.step(is_written ? Phase::privilege : Phase::forbid, SetOomScore{score, !is_written}, reason);
}

/// Root of the host is not bound, and so has no note.
void note_others(const Sandbox& sandbox, const Reason& reason, Draft<Step>& out) {
    if (sandbox.has_user_namespace || sandbox.user == 0) return;
    out.note("without a user namespace RLIMIT_NPROC counts all that user " + std::to_string(sandbox.user) + " runs on the host", reason);
}

}  // namespace

void contribute(const Spec& spec, Contributions& out) {
    out.tasks = {*spec.tasks_max, {"Resources.TasksMax", spec.tasks_max.origin}};
    out.standing = {row_of(spec).weight, row_of(spec).memory_low_percent, {"Resources.Tier", spec.tier.origin}};
}

Result<void> plan(const Spec& spec, const Sandbox& sandbox, Draft<Step>& out) {
    for (const Row& row : kLimits) {
        const auto& given = spec.*row.member;
        if (!given->is_set) continue;
        if (given.is_given()) out.step(Phase::privilege, RaiseLimit{row.resource, given->range.hard}, {row.key, given.origin});
        out.step(Phase::limit, SetLimit{row.resource, given->range, !given.is_given()}, {row.key, given.origin});
    }
    if (spec.nproc->is_set) note_others(sandbox, {"Resources.LimitNPROC", spec.nproc.origin}, out);
    if (spec.nproc->is_set && spec.tasks_max.is_given() && sandbox.group == TaskGroup::none)
        out.note("without a control group nothing comes of it: Resources.LimitNPROC (" + spec.nproc.origin.print() + ") takes its place",
                 {"Resources.TasksMax", spec.tasks_max.origin});
    if (!spec.nproc->is_set && sandbox.group != TaskGroup::certain) {
        auto tasks = static_cast<std::uint64_t>(*spec.tasks_max);
        Reason reason{"Resources.TasksMax", spec.tasks_max.origin};
        out.step(Phase::limit, SetLimit{RLIMIT_NPROC, {tasks, tasks}, !spec.tasks_max.is_given(), sandbox.group == TaskGroup::uncertain}, reason);
        note_others(sandbox, reason, out);
    }
    if (spec.niceness.is_given()) out.step(Phase::privilege, SetNice{*spec.niceness}, {"Resources.Nice", spec.niceness.origin});
    if (!spec.cpu_affinity.empty()) {
        SetAffinity affinity;
        for (const auto& range : spec.cpu_affinity) affinity.processors.push_back(*range);
        out.step(Phase::limit, std::move(affinity), {"Resources.CPUAffinity", spec.cpu_affinity.items[0].origin});
    }
    plan_oom_score(spec, out);
    return {};
}

std::string print(const std::vector<NumberRange>& ranges) {
    std::string text;
    for (const NumberRange& range : ranges) {
        text += (text.empty() ? "" : ",") + std::to_string(range.first);
        if (range.last != range.first) text += "-" + std::to_string(range.last);
    }
    return text;
}

static std::string print(std::uint64_t value) {
    return value == RLIM_INFINITY ? "infinity" : std::to_string(value);
}

/// "NOFILE".
static std::string name_of(int resource) {
    for (const Row& row : kLimits)
        if (row.resource == resource) return std::string(row.key.substr(row.key.find("Limit") + 5));
    return std::to_string(resource);
}

std::string describe(const Step& step) {
    if (const auto* limit = std::get_if<SetLimit>(&step))
        return "limit " + name_of(limit->resource) + " " + print(limit->range.soft) + ":" + print(limit->range.hard) +
               (limit->without_group ? ", if no control group limits tasks" : "");
    if (const auto* raise = std::get_if<RaiseLimit>(&step))
        return "hard limit " + name_of(raise->resource) + " " + print(raise->hard) + ", if the caller's is lower";
    if (const auto* nice = std::get_if<SetNice>(&step)) return "nice value " + std::to_string(nice->value);
    if (const auto* affinity = std::get_if<SetAffinity>(&step)) return "run on processors " + print(affinity->processors);
    return "out-of-memory score " + std::to_string(std::get<SetOomScore>(step).value);
}

}  // namespace sandbox::limits
