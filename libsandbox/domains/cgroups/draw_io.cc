// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/draw.hh"

#include <algorithm>

namespace sandbox::cgroups {
namespace {

/// CFQ's weights go from 10 to 1000, 500 being everybody's.
std::uint64_t v1_weight(std::uint64_t weight) {
    return std::clamp<std::uint64_t>(weight * 5, 10, 1000);
}

/// BFQ's go from 1 to 1000, 100 being everybody's.
std::uint64_t bfq_weight(std::uint64_t weight) {
    return weight <= 100 ? weight : 100 + (weight - 100) * 900 / 9900;
}

std::vector<Content> weights(Drawing::Spot spot, std::uint64_t weight, bool is_device) {
    auto bfq = std::to_string(bfq_weight(weight));
    std::string tail = is_device ? "_device" : "";
    if (spot.is_v1()) return {{"blkio.weight" + tail, std::to_string(v1_weight(weight))}, {"blkio.bfq.weight" + tail, bfq}};
    std::string front = is_device ? "" : "default ";
    return {{"io.weight", front + std::to_string(weight)}, {"io.bfq.weight", front + bfq}};
}

/// The controller has another name on each side.
Result<Drawing::Spot> spot_of(Drawing& drawing, const Reason& reason) {
    auto legacy = drawing.spot("blkio", reason);
    if (legacy) return **legacy;
    return *TRY(drawing.spot("io", reason));
}

std::string controller_of(Drawing::Spot spot) {
    return spot.is_v1() ? "" : "io";
}

Result<void> draw_weight(const Spec& spec, const Standing& standing, Drawing& drawing) {
    if (spec.io_weight.is_given()) {
        Reason reason{"Resources.IOWeight", spec.io_weight.origin};
        auto spot = TRY(spot_of(drawing, reason));
        drawing.set(spot, "io", weights(spot, static_cast<std::uint64_t>(*spec.io_weight), false), reason);
    } else if (standing.weight != 100) {
        auto spot = drawing.wish(drawing.has("blkio") ? "blkio" : "io", standing.reason);
        if (spot) drawing.suggest(*spot, "io", weights(*spot, standing.weight, false), standing.reason);
    }
    return {};
}

struct Row {
    std::string_view key;
    const char* v1_file;
    const char* v2_word;
    GivenList<DeviceLimit> Spec::*member;
};

constexpr Row kLimits[] = {
    {"Resources.IOReadBandwidthMax", "blkio.throttle.read_bps_device", "rbps=", &Spec::io_read_bandwidth},
    {"Resources.IOWriteBandwidthMax", "blkio.throttle.write_bps_device", "wbps=", &Spec::io_write_bandwidth},
    {"Resources.IOReadIOPSMax", "blkio.throttle.read_iops_device", "riops=", &Spec::io_read_iops},
    {"Resources.IOWriteIOPSMax", "blkio.throttle.write_iops_device", "wiops=", &Spec::io_write_iops},
};

}  // namespace

Result<void> draw_io(const Spec& spec, const Standing& standing, Drawing& drawing) {
    TRY(draw_weight(spec, standing, drawing));
    for (const auto& limit : spec.io_device_weight) {
        Reason reason{"Resources.IODeviceWeight", limit.origin};
        auto spot = TRY(spot_of(drawing, reason));
        drawing.step(SetDevice{spot.hierarchy, controller_of(spot), limit->path, weights(spot, limit->value, true)}, reason);
    }
    for (const Row& row : kLimits)
        for (const auto& limit : spec.*row.member) {
            Reason reason{row.key, limit.origin};
            auto spot = TRY(spot_of(drawing, reason));
            auto number = std::to_string(limit->value);
            Content content = spot.is_v1() ? Content{row.v1_file, number} : Content{"io.max", row.v2_word + number};
            drawing.step(SetDevice{spot.hierarchy, controller_of(spot), limit->path, {content}}, reason);
        }
    return {};
}

}  // namespace sandbox::cgroups
