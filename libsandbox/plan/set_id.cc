// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/set_id.hh"

#include "plan/find.hh"

#include <algorithm>
#include <linux/capability.h>

namespace sandbox {
namespace {

/// What of the kind can be made; empty: nothing.
std::string_view what_can_be_made(const Unit& unit) {
    if (*unit.seccomp.profile == seccomp::Profile::container) return "set-user-ID files";
    bool has_setfcap = std::ranges::any_of(unit.caps.kept, [](const auto& kept) { return *kept == caps::Capability{CAP_SETFCAP}; });
    return has_setfcap ? "files with capabilities" : "";
}

void note(std::string_view what, const std::string& where, const Reason& reason, Plan& plan) {
    plan.notes.push_back({std::string(what) + " that are made in " + where + " hold outside, unless a directory above it is closed to others", reason});
}

}  // namespace

Result<void> note_set_ids(const Unit& unit, const Host& host, Plan& plan) {
    auto what = what_can_be_made(unit);
    // Only root maps what is inside onto owners of the host's.
    if (what.empty() || TRY(host.users.uid.get("users.uid")) != 0) return {};
    // Elsewhere who is inside has the ids of the host's users.
    bool has_leased = static_cast<bool>(find_step<users::Step, users::BecomeLeased>(plan));
    for (const auto& bind : unit.mounts.bind)
        if (bind->idmap != mounts::Bind::Idmap::no || !has_leased) note(what, bind->source, {"Files.Bind", bind.origin}, plan);
    auto journal = find_step<journal::Step, journal::LinkJournal>(plan);
    if (journal && journal.step->side == journal::LinkJournal::Side::host && journal.step->owner == journal::LinkJournal::Owner::root)
        note(what, std::string(journal::kKept) + "/" + journal.step->machine, *journal.reason, plan);
    const auto& root = unit.mounts.root_directory;
    if (!root->empty() && !*unit.mounts.read_only) note(what, *root, {"Files.RootDirectory", root.origin}, plan);
    return {};
}

}  // namespace sandbox
