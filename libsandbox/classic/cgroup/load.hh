// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/config.hh"
#include "classic/cgroup/owner.hh"

namespace sandbox::cgroup {

/// What a `perm` block says; what it does not say is as in `fallback`.
Outcome<Permissions> resolve(const Perm& perm, const Permissions& fallback);

/// Makes a group in the hierarchies of its controllers, below the namespace of each, and writes its values, which may be in
/// the words of v1 or of v2.
Outcome<> load_group(const Mounts& mounts, const GroupBlock& block, const Permissions& permissions, const Assignments& namespaces,
                     std::vector<Group>* made = nullptr);

/// Mounts, then makes all groups of the file. `defaults` are for what a group does not say; default{} takes their place as a
/// whole, for the files to come, too.
Outcome<> load_config(const Config& config, Permissions& defaults);

}  // namespace sandbox::cgroup
