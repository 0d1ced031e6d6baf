// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

namespace sandbox {

/// The lowest of the limits that somebody wrote for the memory of one process, which may be too little for PID 1; null: there is none.
const Step* memory_limit_of_one(const Plan& plan);

}  // namespace sandbox
