// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/control.hh"

#include "domains/cgroups/file.hh"
#include "domains/cgroups/member.hh"

#include <algorithm>
#include <cerrno>

namespace sandbox::cgroups {

static constexpr std::string_view kSubtreeControl = "cgroup.subtree_control";

Result<std::vector<std::string>> available_controllers(const Group& group) {
    return read_words(group, "cgroup.controllers");
}

static bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

/// Only the hierarchy's root may have processes beside groups, and it has no type.
static bool is_crowded(const Group& group, const std::vector<std::string>& enabled) {
    auto type = read(group, "cgroup.type");
    if (!enabled.empty() || !type || *type != "domain\n") return false;
    auto inside = processes(group);
    return inside && !inside->empty();
}

static Result<void> pass_on(const Group& group, std::span<const std::string> controllers, Crowded crowded) {
    auto enabled = TRY(read_words(group, kSubtreeControl));
    std::vector<std::string> available;
    for (const std::string& controller : controllers) {
        if (has(enabled, controller)) continue;
        if (available.empty()) available = TRY(available_controllers(group));
        if (!has(available, controller))
            return fail(Error::from_errno("enable controller " + controller + " below " + group.directory(), ENOENT)
                            .hint("its cgroup.controllers does not have it"));
        if (crowded == Crowded::refuse && is_crowded(group, enabled))
            return fail(Error::from_errno("enable controller " + controller + " below " + group.directory(), EBUSY)
                            .hint("the group has processes of its own, and cgroup v2 passes controllers on only without"));
        TRY(write(group, kSubtreeControl, "+" + controller));
    }
    return {};
}

Result<void> enable_controllers(const Group& group, std::span<const std::string> controllers, Crowded crowded) {
    std::vector<Group> above;
    for (Group at = group; !at.is_root();) above.push_back(at = at.parent());
    for (; !above.empty(); above.pop_back()) TRY(pass_on(above.back(), controllers, crowded));
    return {};
}

}  // namespace sandbox::cgroups
