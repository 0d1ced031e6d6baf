// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/idmap.hh"

#include <sys/types.h>

namespace sandbox::classic {

/// The maps that only the outside can write; an empty one is left alone.
struct OuterMaps {
    std::vector<IdRange> users{};
    std::vector<IdRange> groups{};
};

/// Writes the maps of the process as root, or by newuidmap(1) and newgidmap(1) of the PATH. Runs in a Helper, and ends it
/// with the status of a program that failed. `maps` is an OuterMaps.
Result<void> write_outer_maps(const void* maps, pid_t target);

/// Writes a map of one line for ourselves, from inside: "/proc/self/uid_map".
Result<void> write_own_map(const char* path, unsigned inner, unsigned outer);

/// "allow" or "deny" into /proc/self/setgroups; kernels before 3.19 have no such file.
Result<void> control_setgroups(const char* word);

}  // namespace sandbox::classic
