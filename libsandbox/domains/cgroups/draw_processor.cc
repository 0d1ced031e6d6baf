// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/draw.hh"

#include "core/text.hh"

#include <algorithm>

namespace sandbox::cgroups {
namespace {

/// Microseconds of processor time in each period.
struct Bandwidth {
    std::uint64_t quota = 0;
    std::uint64_t period = 0;
};

/// The kernel takes a quota of no less than a millisecond: a period that nobody wrote is as long as that needs.
Result<Bandwidth> bandwidth_of(const Spec& spec, const Reason& reason) {
    constexpr std::uint64_t kLeast = 1000;
    auto period = static_cast<std::uint64_t>(spec.cpu_quota_period->count());
    auto share = static_cast<std::uint64_t>(*spec.cpu_quota);
    if (share * period / 10000 >= kLeast) return Bandwidth{share * period / 10000, period};
    auto needed = (kLeast * 10000 + share - 1) / share;
    if (!spec.cpu_quota_period.is_given()) return Bandwidth{share * needed / 10000, needed};
    auto text_of = [](std::uint64_t time) { return print_duration(std::chrono::microseconds(time)); };
    return fail(Error::usage("that is less than 1ms in Resources.CPUQuotaPeriodSec, " + text_of(period) + " (" + spec.cpu_quota_period.origin.print() +
                             "), and the kernel takes no less; a period of " + text_of(needed) + " would do")
                    .at(reason.origin, reason.setting));
}

Result<void> draw_quota(const Spec& spec, Drawing& drawing) {
    if (!spec.cpu_quota.is_given()) return {};
    Reason reason{"Resources.CPUQuota", spec.cpu_quota.origin};
    auto spot = *TRY(drawing.spot("cpu", reason));
    bool is_unlimited = *spec.cpu_quota == kNoQuota;
    Bandwidth bandwidth{0, static_cast<std::uint64_t>(spec.cpu_quota_period->count())};
    if (!is_unlimited) bandwidth = TRY(bandwidth_of(spec, reason));
    auto period_text = std::to_string(bandwidth.period);
    auto quota_text = is_unlimited ? spot.is_v1() ? "-1" : "max" : std::to_string(bandwidth.quota);
    if (!spot.is_v1()) {
        drawing.set(spot, "cpu", {{"cpu.max", quota_text + " " + period_text}}, reason);
        return {};
    }
    drawing.set(spot, "cpu", {{"cpu.cfs_period_us", period_text}}, reason);
    drawing.set(spot, "cpu", {{"cpu.cfs_quota_us", quota_text}}, reason);
    return {};
}

Content weight_content(Drawing::Spot spot, std::uint64_t weight) {
    if (weight == 0) return {"cpu.idle", "1"};
    if (!spot.is_v1()) return {"cpu.weight", std::to_string(weight)};
    return {"cpu.shares", std::to_string(std::max<std::uint64_t>(weight * 1024 / 100, 2))};
}

Result<void> draw_weight(const Spec& spec, const Standing& standing, Drawing& drawing) {
    if (spec.cpu_weight.is_given()) {
        Reason reason{"Resources.CPUWeight", spec.cpu_weight.origin};
        auto spot = *TRY(drawing.spot("cpu", reason));
        drawing.set(spot, "cpu", {weight_content(spot, static_cast<std::uint64_t>(*spec.cpu_weight))}, reason);
    } else if (standing.weight != 100) {
        auto spot = drawing.wish("cpu", standing.reason);
        if (spot) drawing.suggest(*spot, "cpu", {weight_content(*spot, standing.weight)}, standing.reason);
    }
    return {};
}

Result<void> draw_list(const Given<std::string>& list, const char* file, std::string_view key, Drawing& drawing) {
    if (!list.is_given()) return {};
    Reason reason{key, list.origin};
    drawing.set(*TRY(drawing.spot("cpuset", reason)), "cpuset", {{file, *list}}, reason);
    return {};
}

}  // namespace

Result<void> draw_processor(const Spec& spec, const Standing& standing, Drawing& drawing) {
    TRY(draw_quota(spec, drawing));
    TRY(draw_weight(spec, standing, drawing));
    TRY(draw_list(spec.allowed_cpus, "cpuset.cpus", "Resources.AllowedCPUs", drawing));
    return draw_list(spec.allowed_memory_nodes, "cpuset.mems", "Resources.AllowedMemoryNodes", drawing);
}

}  // namespace sandbox::cgroups
