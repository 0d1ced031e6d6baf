// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "domains/journal/op.hh"

namespace sandbox { struct Bench; }

namespace sandbox::journal {

/// The supervisor's copies of the sockets that stand inside; none blocks.
struct Sockets {
    UniqueFd entries{};
    UniqueFd syslog{};
    UniqueFd lines{};
};

/// Makes them, and keeps the child's copies on the bench.
Result<Sockets> open_sockets(Bench& bench, ListenOp& op);

}  // namespace sandbox::journal
