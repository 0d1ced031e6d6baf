// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/setting.hh"

namespace sandbox {

/// One thing that somebody wrote: which setting, what value; value.origin says where. A unit is an ordered list of them.
struct Assignment {
    const Setting* row = nullptr;
    Value value;

    bool operator==(const Assignment&) const = default;
};

}  // namespace sandbox
