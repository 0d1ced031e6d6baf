// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/live.hh"

#include "domains/cgroups/settings.hh"

#include <algorithm>

namespace sandbox {

bool is_live(const Setting& row) {
    if (row.key == "Resources.TasksMax" || row.key == "Resources.CPUAffinity") return true;
    bool is_of_group = std::ranges::any_of(cgroups::kSettings, [&](const Setting& other) { return other.key == row.key; });
    constexpr std::string_view kAtStart[] = {"Resources.DevicePolicy", "Resources.DeviceAllow", "Resources.Slice", "Resources.OOMPolicy",
                                              "Resources.Delegate", "Resources.DelegateSubgroup", "Files.Cgroup"};
    return is_of_group && std::ranges::find(kAtStart, row.key) == std::end(kAtStart);
}

}  // namespace sandbox
