// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/missing_targets.hh"

#include "core/file.hh"
#include "core/path.hh"
#include "core/sys.hh"
#include "plan/find.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>

namespace sandbox {
namespace {

/// What stands on the root itself, and not on a mount that the plan makes in it.
std::vector<std::string> targets_in_root(const Plan& plan) {
    std::vector<std::string> mounts, targets;
    for (const Step& step : plan.steps) {
        const auto* put = as<mounts::Step, mounts::PutPlace>(step);
        if (put == nullptr || put->ground != mounts::Ground::foreign || put->place.optional || put->place.target == "/") continue;
        const std::string& target = put->place.target;
        auto is_above = [&](const std::string& above) { return is_below(target, above); };
        if (std::ranges::any_of(mounts, is_above)) continue;
        targets.push_back(target);
        if (step.phase == Phase::place) mounts.push_back(target);
    }
    return targets;
}

}  // namespace

std::vector<std::string> missing_targets(const Plan& plan) {
    std::vector<std::string> missing;
    auto directory = find_step<mounts::Step, mounts::DirectoryRoot>(plan);
    if (!directory || directory.step->source == "/") return missing;
    auto root = open_file(directory.step->source, O_PATH | O_DIRECTORY);
    if (!root) return missing;
    for (const std::string& target : targets_in_root(plan)) {
        UniqueFd found(sys::openat2(root->get(), target.c_str() + 1, O_PATH | O_CLOEXEC, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS));
        if (found.get() == -ENOENT) missing.push_back(directory.step->source + target);
    }
    std::ranges::sort(missing);
    return missing;
}

}  // namespace sandbox
