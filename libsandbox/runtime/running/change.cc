// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/change.hh"

#include "domains/cgroups/directory.hh"
#include "domains/cgroups/freezer.hh"
#include "domains/cgroups/live.hh"
#include "runtime/running/processors.hh"
#include "unit/live.hh"
#include "unit/read.hh"
#include "unit/registry.hh"
#include "unit/replay.hh"

#include <algorithm>

namespace sandbox {

/// In a unit an empty text takes away what stands before it. Limits of devices and files of a group are written one by one:
/// there it would do nothing, and nobody would know.
static bool takes_away(const Assignment& one) {
    if (one.row->key == "Resources.CPUAffinity") return false;
    auto is_empty = [](const Value& value) { return value.data == Value{.data = std::string()}.data; };
    if (const auto* list = std::get_if<Value::List>(&one.value.data)) return list->empty() || std::ranges::any_of(*list, is_empty);
    const auto* map = std::get_if<Value::Map>(&one.value.data);
    return map != nullptr && (map->empty() || std::ranges::any_of(*map, is_empty, &Entry::value));
}

Result<std::vector<Assignment>> changes_of(const std::vector<std::string>& words) {
    std::vector<Assignment> changes;
    for (const std::string& word : words) {
        bool has_section = word.substr(0, word.find('=')).find('.') != word.npos;
        auto assignment = TRY(parse_assignment(has_section ? word : "Resources." + word, Origin::option(word.substr(0, word.find('=')))));
        if (!is_live(*assignment.row))
            return fail(Error::usage("it cannot change while the sandbox runs").at(assignment.value.origin, assignment.row->key));
        if (takes_away(assignment))
            return fail(Error::usage("an empty one takes nothing away from a sandbox that runs: write the new value")
                            .at(assignment.value.origin, assignment.row->key));
        changes.push_back(std::move(assignment));
    }
    return changes;
}

static Result<std::vector<cgroups::Written>> change_groups(const Unit& unit, std::span<const cgroups::Seat> seats) {
    if (seats.empty())
        return fail(Error::impossible("the sandbox has no control group: it was started without a limit that needs one"));
    const auto& tasks = unit.limits.tasks_max;
    return cgroups::set_live(unit.cgroups, tasks.is_given() ? *tasks : 0, {"Resources.TasksMax", tasks.origin}, seats);
}

Result<std::string> change(const ledger::Record& record, const std::vector<Assignment>& changes) {
    if (changes.empty()) return "";
    auto unit = TRY(replay(changes, Names{}));
    auto is_affinity = [](const Assignment& one) { return one.row->key == "Resources.CPUAffinity"; };
    const auto& processors = unit.limits.cpu_affinity;
    auto affinity = std::ranges::find_if(changes, is_affinity);
    if (affinity != changes.end() && processors.empty())
        return fail(Error::usage("an empty list names no processors to go on with").at(affinity->value.origin, affinity->row->key));
    std::vector<cgroups::Seat> seats;
    std::vector<cgroups::Written> written;
    bool changes_groups = !std::ranges::all_of(changes, is_affinity);
    if (changes_groups) seats = TRY(cgroups::seats_at(record.cgroups));
    if (changes_groups) written = TRY(change_groups(unit, seats));
    auto former = processors.empty() ? Result<std::vector<FormerProcessors>>() : set_processors(record, processors);
    if (!former) return fail(cgroups::undo(written, std::move(former).error()));
    // Last: what was there before only the manager knows.
    auto remark = cgroups::set_scope_live(unit.cgroups, seats, record.name, record.supervisor.pid);
    if (remark) return remark;
    restore(*former);
    return fail(cgroups::undo(written, std::move(remark).error()));
}

Result<void> freeze(const ledger::Record& record) {
    return cgroups::freeze(TRY(cgroups::seats_at(record.cgroups)));
}

Result<void> thaw(const ledger::Record& record) {
    return cgroups::thaw(TRY(cgroups::seats_at(record.cgroups)));
}

}  // namespace sandbox
