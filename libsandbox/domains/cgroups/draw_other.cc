// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/draw.hh"

namespace sandbox::cgroups {

Result<void> draw_tasks(const Contributions& all, Drawing& drawing) {
    auto spot = TRY(drawing.spot("pids", all.tasks.reason));
    if (spot) drawing.set(*spot, "pids", {{"pids.max", std::to_string(all.tasks.most)}}, all.tasks.reason);
    return {};
}

Result<void> draw_devices(const Spec& spec, Drawing& drawing) {
    if (!spec.device_policy.is_given() && spec.device_allow.empty()) return {};
    Reason reason = spec.device_policy.is_given() ? Reason{"Resources.DevicePolicy", spec.device_policy.origin}
                                                  : Reason{"Resources.DeviceAllow", spec.device_allow.items[0].origin};
    // On v2 the filter is a program, which needs no controller.
    auto legacy = drawing.spot("devices", reason);
    auto spot = legacy ? **legacy : TRY(drawing.unified(reason));
    FilterDevices filter{.hierarchy = spot.hierarchy, .policy = *spec.device_policy};
    for (const auto& rule : spec.device_allow) filter.rules.push_back(*rule);
    if (filter.policy != DevicePolicy::automatic || !filter.rules.empty()) drawing.step(std::move(filter), reason);
    return {};
}

Result<void> draw_raw(const Spec& spec, Drawing& drawing) {
    for (const auto& [file, content] : spec.raw) {
        Reason reason{"Resources.Raw", content.origin};
        auto dot = file.find('.');
        if (dot == file.npos || dot == 0 || file.find('/') != file.npos)
            return fail(Error::usage(file + " is no file of a control group").at(reason.origin, reason.setting));
        auto controller = file.substr(0, dot);
        auto spot = controller == "cgroup" ? TRY(drawing.unified(reason)) : *TRY(drawing.spot(controller, reason));
        if (spot.is_v1())
            return fail(Error::impossible(file + ": this host has the " + controller + " controller on cgroup v1")
                            .at(reason.origin, reason.setting));
        drawing.set(spot, controller == "cgroup" ? "" : controller, {{file, *content}}, reason);
    }
    return {};
}

}  // namespace sandbox::cgroups
