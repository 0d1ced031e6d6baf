// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/find.hh"

#include <chrono>

namespace sandbox {

enum class Politeness {
    ask,   ///< Exec.KillSignal first, and what is left after Exec.TimeoutStopSec is killed
    kill,  ///< at once
};

/// Ends a sandbox, and returns when nothing is left of it. Error: its processes do not end, or its supervisor does not.
Result<void> stop(const ledger::Running& sandbox, Politeness politeness);

/// Waits for its end; how it ended, as Report::json() says it. Error: its supervisor was killed, and nobody could say.
Result<std::string> wait_for_end(const ledger::Running& sandbox);

}  // namespace sandbox
