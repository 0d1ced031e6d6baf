// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/launch/launch.hh"
#include "runtime/ledger/find.hh"
#include "runtime/relay/relay.hh"
#include "runtime/running/account.hh"

#include <optional>
#include <unistd.h>

namespace sandbox {

/// What somebody wants to run in a sandbox that runs.
struct Guest {
    std::vector<std::string> command{};      ///< empty: the shell that SHELL names inside
    std::string user{};                      ///< a name or a number, inside; empty: the sandbox's own
    std::optional<Account> account{};        ///< what account_of() says of it; none: it is asked
    std::optional<std::string> directory{};  ///< none: the sandbox's own
    std::vector<std::string> environment{};  ///< NAME=VALUE, over the sandbox's own
    int standard[3] = {-1, -1, -1};          ///< what 0, 1 and 2 are inside; -1: the caller's
    bool has_terminal = false;               ///< standard[0] is a terminal, to be its session's own
    bool is_terminal_named = false;          ///< in the sandbox's /dev/pts, where others find it
};

/// One more process for the sandbox, as confined as its command: launch_guest() starts it. Errors: a name that the sandbox's own
/// /etc/passwd does not have, a cgroup that cannot be entered.
Result<Prepared> prepare_join(const ledger::Running& sandbox, const Guest& guest);

/// As launch(). Who may put a process into the sandbox's pid namespace from outside, as root may, needs no carrier.
Result<Child> launch_guest(Prepared& prepared, const ledger::Running& sandbox);

/// What went wrong before the command of a guest that launch_guest() has started was executed, if anything did.
Result<void> check_start(Prepared& prepared);

/// Stays until the guest ends, as supervise() does; its exit status, 128+n if signal n ended it. What the guest started goes
/// on inside and does not hold us. Errors: it could not enter, or its command not be executed.
Result<int> attend(Prepared& prepared, Child child, Relay* relay);

}  // namespace sandbox
