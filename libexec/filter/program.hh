// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/filter.h>

#include <vector>

namespace sandbox::filter {

/// A filter, or a part of one, in the form that seccomp(2) loads.
using Program = std::vector<sock_filter>;

}  // namespace sandbox::filter
