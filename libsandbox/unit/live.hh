// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/setting.hh"

namespace sandbox {

/// Whether sandbox-set changes it while the sandbox runs: what a control group holds can change; what processes were given at their start
/// cannot.
bool is_live(const Setting& row);

}  // namespace sandbox
