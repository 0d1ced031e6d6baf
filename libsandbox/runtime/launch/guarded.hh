// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/guarded.hh"
#include "plan/plan.hh"

#include <vector>

namespace sandbox {

/// What is believed because only root or the caller writes there: where units are looked for, what is around the ledger, the cache of
/// filters, the unit's own files, the programs of its hooks; and what is the caller's own to see, since who only reads could lock it: ledger, logs, reports. Only those that the
/// caller could write to; not all of them need be there.
std::vector<Guarded> guarded_places(const Unit& unit);

/// What of that lies in the trees that a plan lends, as far as it is there: a note a tree. Changes nothing.
std::vector<Note> guard_notes(const Plan& plan, const Unit& unit);

}  // namespace sandbox
