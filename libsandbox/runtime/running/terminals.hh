// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"
#include "runtime/ledger/find.hh"

#include <string>

namespace sandbox {

/// The directory of the sandbox's own terminals, /dev/pts inside, in which one of ours has a name that it can find. None: there is none
/// that we may look into, or its terminals have a label of their own, which is given to one of the host's alone.
UniqueFd terminals_of(const ledger::Running& sandbox);

/// Has the terminal, which has its name there, be that user's alone, so that he can open it by that. Not before the guest has it: whoever
/// opens it first could have it as his own. Of root's only: what an ordinary user makes is his already.
void give_terminal(int slave, const ledger::Running& sandbox, const std::string& user);

}  // namespace sandbox
