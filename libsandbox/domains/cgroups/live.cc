// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/live.hh"

#include "domains/cgroups/current.hh"
#include "domains/cgroups/device.hh"
#include "domains/cgroups/file.hh"
#include "domains/cgroups/plan.hh"
#include "domains/cgroups/scope.hh"

#include <algorithm>
#include <string>

namespace sandbox::cgroups {
namespace {

/// Whether a default is written all the same: on v1 memory with swap has to follow memory.
bool follows(const SetFile& file, const Spec& spec) {
    return spec.memory_max.is_given() && first_file(file) == "memory.memsw.limit_in_bytes";
}

/// The kernel takes no weight for a group that is idle, also not on v1. A kernel without the file has no such groups.
bool is_idle(const Group& group) {
    auto idle = read(group, "cpu.idle");
    return idle && *idle == "1\n";
}

Result<std::vector<Writing>> writings_of(const Draft<Step>& draft, const Spec& spec) {
    std::vector<Writing> writings;
    std::vector<Group> groups;
    for (const auto& step : draft.steps) {
        if (const auto* make = std::get_if<Make>(&step.body)) groups = make->parents;
        const auto* file = std::get_if<SetFile>(&step.body);
        bool is_wanted = file != nullptr && (!file->is_default || follows(*file, spec));
        if (is_wanted && step.reason.setting == "Resources.CPUWeight" && first_file(*file) != "cpu.idle" && is_idle(groups[file->hierarchy]))
            writings.push_back({groups[file->hierarchy], {{"cpu.idle", "0"}}, step.reason});
        if (is_wanted)
            writings.push_back({groups[file->hierarchy], file->tries, step.reason, file->is_default});
        if (const auto* device = std::get_if<SetDevice>(&step.body)) {
            auto tries = device->tries;
            auto number = block_device_of(device->path);
            if (!number) return fail(std::move(number).error().at(step.reason.origin, step.reason.setting));
            for (Content& content : tries) content.value = *number + " " + content.value;
            writings.push_back({groups[device->hierarchy], tries, step.reason, false, *number});
        }
        if (std::holds_alternative<FilterDevices>(step.body))
            return fail(Error::usage("it cannot change while the sandbox runs").at(step.reason.origin, step.reason.setting));
    }
    return writings;
}

}  // namespace

Result<std::vector<Written>> set_live(Spec spec, std::int64_t tasks, const Reason& tasks_reason, std::span<const Seat> seats) {
    TRY(fill_from_groups(spec, seats));
    Facts facts;
    need(spec, facts);
    TRY(probe(facts));
    facts.seats.ask();
    std::vector<std::string> own;
    for (const Seat& seat : seats) own.push_back(print_seat(seat));
    facts.seats.set(std::move(own));
    Draft<Step> draft;
    Contributions all;
    all.tasks = {tasks, tasks_reason};
    TRY(plan(spec, facts, all, {}, draft));
    auto writings = TRY(writings_of(draft, spec));
    if (tasks > 0 && !wants_group(spec)) {
        auto pids = std::ranges::find_if(seats, [](const Seat& seat) { return std::ranges::find(seat.controllers, "pids") != seat.controllers.end(); });
        if (pids == seats.end())
            return fail(Error::impossible("the sandbox has no control group with the pids controller").at(tasks_reason.origin, tasks_reason.setting));
        writings.push_back({pids->group, {{"pids.max", std::to_string(tasks)}}, tasks_reason});
    }
    return write_all(std::move(writings));
}

Result<std::string> set_scope_live(const Spec& spec, std::span<const Seat> seats, const std::string& name, pid_t supervisor) {
    auto properties = unit_properties(spec, {}, machine_memory());
    // Beside v1 it has no controllers.
    if (properties.empty() || seats.size() != 1 || seats[0].group.version != Version::v2) return "";
    return change_unit(seats[0].group, name, supervisor, properties);
}

}  // namespace sandbox::cgroups
