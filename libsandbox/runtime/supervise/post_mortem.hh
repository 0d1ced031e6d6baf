// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/launch/prepare.hh"
#include "runtime/report/report.hh"

namespace sandbox {

/// What of a report somebody will read.
enum class Reading { cause, all };

/// Adds to the report how long it took, which call a filter ended the command for, what SELinux denied, and what is known only until the
/// groups are gone: their figures, and whether and for whose limit somebody was killed. The figures of what ended well are left out
/// where nobody reads them: each is a file.
void examine(const Prepared& prepared, Reading reading, Report& report);

}  // namespace sandbox
