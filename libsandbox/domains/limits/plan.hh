// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/limits/spec.hh"
#include "domains/limits/step.hh"

namespace sandbox::limits {

void contribute(const Spec& spec, Contributions& out);
/// Whether a control group limits the tasks, better than RLIMIT_NPROC would; uncertain: where it can be had.
enum class TaskGroup { none, uncertain, certain };

/// The limits that somebody wrote or that have defaults; RLIMIT_NPROC by Resources.TasksMax, unless `group` is certain.
Result<void> plan(const Spec& spec, TaskGroup group, Draft<Step>& out);

}  // namespace sandbox::limits
