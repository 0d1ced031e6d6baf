// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/facts.hh"

#include <span>

namespace sandbox::cgroups {

/// Of settings that the kernel has in one file, or that bound each other, a change may say one: the other becomes what the
/// groups have now, not the fallback. What is filled in has no origin, but for a quota: that is drawn on who wrote its period.
/// Errors: a file of the groups cannot be read, or has no number.
Result<void> fill_from_groups(Spec& spec, std::span<const Seat> seats);

}  // namespace sandbox::cgroups
