// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/prepare.hh"

#include "core/file.hh"
#include "domains/cgroups/control.hh"
#include "domains/cgroups/device.hh"
#include "domains/cgroups/device_filter.hh"
#include "domains/cgroups/file.hh"
#include "domains/cgroups/member.hh"

#include <fcntl.h>

namespace sandbox::cgroups {

/// Writes the first of the files that the kernel has.
static Result<void> write_one(const Group& group, const std::string& controller, const std::vector<Content>& tries,
                              const std::string& front) {
    if (!controller.empty()) TRY(enable_controllers(group, std::span(&controller, 1), Crowded::refuse));
    Result<void> written;
    for (const Content& content : tries) {
        written = write(group, content.file, front + content.value);
        if (written || written.error().code() != ENOENT) return written;
    }
    return written;
}

Result<void> prepare(const SetFile& step, Workshop& shop, Bench& bench) {
    auto written = write_one(shop.groups[step.hierarchy], step.controller, step.tries, "");
    shop.limits_tasks |= written && limits_tasks(step);
    if (written || !step.is_default) return written;
    bench.left_out.push_back(written.error().message());
    return {};
}

Result<void> prepare(const SetDevice& step, Workshop& shop, Bench&) {
    return write_one(shop.groups[step.hierarchy], step.controller, step.tries, TRY(block_device_of(step.path)) + " ");
}

Result<void> prepare(const FilterDevices& step, Workshop& shop, Bench&) {
    auto rules = TRY(access_rules(step.policy, step.rules));
    const Group& group = shop.groups[step.hierarchy];
    if (group.version == Version::v2) return attach_device_filter(group, rules);
    TRY(write(group, "devices.deny", "a"));
    for (const AccessRule& rule : rules) TRY(write(group, "devices.allow", print(rule)));
    return {};
}

Result<EnterOp> prepare(const Enter& step, Workshop& shop, Bench& bench) {
    shop.oom_policy = step.oom_policy;
    std::vector<int> entries;
    for (const Group& group : shop.groups.all()) {
        if (group.version == Version::v2) shop.unified = TRY(open_file(group.directory(), O_PATH | O_DIRECTORY));
        else entries.push_back(bench.keep.lend(TRY(open_entry(group))));
    }
    std::size_t count = entries.size();
    return EnterOp{bench.keep.numbers(std::move(entries)), count};
}

}  // namespace sandbox::cgroups
