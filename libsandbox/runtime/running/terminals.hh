// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"
#include "runtime/ledger/find.hh"

namespace sandbox {

/// The directory of the sandbox's own terminals, /dev/pts inside, in which one of ours has a name that it can find. None: there is none
/// that we may look into, or its terminals have a label of their own, which is given to one of the host's alone.
UniqueFd terminals_of(const ledger::Running& sandbox);

}  // namespace sandbox
