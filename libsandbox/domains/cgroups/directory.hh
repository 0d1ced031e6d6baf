// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/facts.hh"

#include <span>

namespace sandbox::cgroups {

/// The groups that directories are, as the ledger has them, with the controllers that each has.
/// Errors: a directory below no hierarchy that is mounted here.
Result<std::vector<Seat>> seats_at(std::span<const std::string> directories);

}  // namespace sandbox::cgroups
