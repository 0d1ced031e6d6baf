// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/group.hh"

#include <optional>
#include <span>

namespace sandbox::cgroups {

/// How much of a group's memory limit is taken by what the kernel cannot take back: without the files that it only keeps at hand.
/// In percent; nothing: none of the groups has a limit.
std::optional<unsigned> memory_level(std::span<const Group> groups);

}  // namespace sandbox::cgroups
