// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/find.hh"
#include "runtime/relay/pty.hh"
#include "runtime/running/account.hh"

namespace sandbox {

/// The sandbox's own terminals, /dev/pts inside, in which one of ours has a name that this user of it can open, and nobody else. None: there
/// is none that we may look into, or its terminals have a label of their own, which is given to one of the host's alone.
pty::Devpts terminals_of(const ledger::Running& sandbox, const Account& account);

}  // namespace sandbox
