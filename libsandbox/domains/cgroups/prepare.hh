// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/cgroups/op.hh"
#include "domains/cgroups/owned.hh"
#include "domains/cgroups/step.hh"

namespace sandbox::cgroups {

/// What the steps of the group work on, one after another.
struct Workshop {
    std::optional<Group> scope{};           ///< of systemd, where the v2 group lies
    OwnedGroups groups{};
    UniqueFd unified{};                     ///< the v2 group's directory: the clone begins there
    OomPolicy oom_policy = OomPolicy::kill;
    bool limits_tasks = false;
};

/// The groups are made before (Workshop::groups). Each acts on the host at once; only the last has something for the child to do. Errors: what the kernel refuses. A default
/// that it has not is put among the bench's left_out instead.
Result<void> prepare(const SetFile& step, Workshop& shop, Bench& bench);
Result<void> prepare(const SetDevice& step, Workshop& shop, Bench& bench);
Result<void> prepare(const FilterDevices& step, Workshop& shop, Bench& bench);
Result<EnterOp> prepare(const Enter& step, Workshop& shop, Bench& bench);
Result<void> prepare(const Delegate& step, Workshop& shop, Bench& bench);
Result<EnterOp> prepare(const EnterSubgroup& step, Workshop& shop, Bench& bench);

}  // namespace sandbox::cgroups
