// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/planning.hh"

#include "plan/explain.hh"
#include "runtime/launch/guarded.hh"
#include "runtime/relay/journal_mark.hh"
#include "unit/registry.hh"

#include <algorithm>

namespace sandbox {
namespace {

/// The row of a key that the host cannot have and the unit can do without; null: there is none. Once something is left out, what
/// goes with it contradicts nothing.
const Setting* dispensable(const Unit& unit, const Error& error, const Invocation& invocation) {
    auto is_it = [&](const auto& item) { return *item == error.setting(); };
    bool is_consequence = !invocation.without.empty() && error.fault() == Fault::usage;
    if ((error.fault() != Fault::impossible && !is_consequence) || std::ranges::none_of(unit.about.optional, is_it)) return nullptr;
    const Setting* row = find_setting(error.setting());
    return std::ranges::find(invocation.without, row) == invocation.without.end() ? row : nullptr;
}

}  // namespace

Result<Plan> plan_for_host(Invocation invocation, Unit& unit) {
    std::vector<Note> notes;
    for (;;) {
        unit = TRY(resolve(invocation));
        unit.is_background = invocation.is_background;
        if (process::goes_to_journal(unit.process) || *unit.journal.private_syslog) unit.invocation = TRY(new_invocation());
        auto planned = plan(unit, TRY(probe(unit, needs(unit))));
        if (planned) {
            planned->notes.insert(planned->notes.end(), notes.begin(), notes.end());
            return planned;
        }
        const Setting* row = dispensable(unit, planned.error(), invocation);
        if (row == nullptr && !notes.empty()) return fail(std::move(planned).error().hint(std::string(notes.back().reason.setting) + " is left out: " + notes.back().text));
        if (row == nullptr) return planned;
        notes.push_back({"left out: " + planned.error().reason(), {row->key, planned.error().origin()}});
        invocation.without.push_back(row);
    }
}

Result<std::string> explain_for_host(std::string_view format, Plan plan, const Unit& unit) {
    for (Note& note : guard_notes(plan, unit)) plan.notes.push_back(std::move(note));
    return explain_as(format, plan, unit);
}

}  // namespace sandbox
