// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/limits/spec.hh"
#include "domains/limits/step.hh"

namespace sandbox::limits {

void contribute(const Spec& spec, Contributions& out);
/// Whether a control group limits the tasks, better than RLIMIT_NPROC would; uncertain: where it can be had.
enum class TaskGroup { none, uncertain, certain };

/// What the plan knows of the sandbox.
struct Sandbox {
    TaskGroup group = TaskGroup::none;
    bool has_user_namespace = true;
    std::uint32_t user = 0;  ///< inside
};

/// The limits that somebody wrote or that have defaults; RLIMIT_NPROC by Resources.TasksMax, unless the group is certain. A note, if
/// that counts more than the sandbox.
Result<void> plan(const Spec& spec, const Sandbox& sandbox, Draft<Step>& out);

}  // namespace sandbox::limits
