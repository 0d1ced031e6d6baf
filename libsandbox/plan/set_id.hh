// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

namespace sandbox {

/// Notes where files that are made inside may run on the host as their owner, root: set-user-ID ones, which only the default filters
/// refuse, and such with capabilities. nosuid holds for a mount inside, not for what else leads to the files.
Result<void> note_set_ids(const Unit& unit, const Host& host, Plan& plan);

}  // namespace sandbox
