// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/post_mortem.hh"

#include "plan/find.hh"

#include <algorithm>
#include <signal.h>

namespace sandbox {
namespace {

/// The step that limits the group's memory, for its setting and its place.
const Step* memory_limit_of_group(const Plan& plan) {
    auto is_limit = [](const Step& step) {
        const auto* set = as<cgroups::Step, cgroups::SetFile>(step);
        auto file = set != nullptr ? cgroups::first_file(*set) : std::string_view();
        return file == "memory.max" || file == "memory.limit_in_bytes";
    };
    auto step = std::ranges::find_if(plan.steps, is_limit);
    return step == plan.steps.end() ? nullptr : &*step;
}

std::string limit_text(const Plan& plan) {
    const Step* step = memory_limit_of_group(plan);
    if (step == nullptr) return {};
    return std::string(step->reason.setting) + " (" + step->reason.origin.print() + "): " + describe(*step);
}

/// None, if only a kill would be of interest and there was none.
Result<std::vector<cgroups::Figure>> figures_wanted(std::span<const cgroups::Group> groups, bool only_kills) {
    if (only_kills && TRY(cgroups::count_memory_kills(groups)) == 0) return std::vector<cgroups::Figure>{};
    return cgroups::read_figures(groups);
}

}  // namespace

void examine(const Prepared& prepared, Reading reading, Report& report) {
    auto begin = prepared.begin;
    report.wall_microseconds = static_cast<std::uint64_t>((monotonic_now() - begin).count());
    auto start = static_cast<std::uint64_t>(begin.count());
    // What is left in the end is killed by way of PID 1, and with it goes the command's own status.
    bool is_killed = report.ended == Report::Ended::killed && report.code == SIGKILL;
    if (is_killed && (!report.time_spent.empty() || !report.unhealthy.empty())) report.ended = Report::Ended::signaled;
    if (report.ended == Report::Ended::signaled && report.code == SIGSYS)
        report.filter_death = seccomp::find_filter_death(prepared.bench.host_user, start);
    // What ended well has not missed what it was denied, and the log is long.
    bool is_well = report.ended == Report::Ended::exited && report.code == 0;
    if (!prepared.bench.labels.process.empty() && !is_well) report.denials = selinux::find_denials(prepared.bench.labels.process, start, prepared.bench.kernel_log.get());
    const auto groups = prepared.groups.groups.all();
    if (groups.empty()) return;
    auto figures = figures_wanted(groups, is_well && reading == Reading::cause);
    if (!figures) report.notes.push_back("what its control groups counted: " + figures.error().message());
    if (!figures || figures->empty()) return;
    report.figures = *std::move(figures);
    report.memory_kill = cgroups::find_memory_kill(groups, report.figures, start);
    if (!report.memory_kill) return;
    if (report.memory_kill->owner == cgroups::LimitOwner::own) report.limit = limit_text(prepared.plan);
    // The kernel's kill of the whole group takes PID 1 along, and with it the command's own status.
    bool is_by_kernel = report.ended == Report::Ended::killed && report.code == SIGKILL;
    if (is_by_kernel) report.ended = Report::Ended::signaled;
}

}  // namespace sandbox
