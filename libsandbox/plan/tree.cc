// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/tree.hh"

#include "core/path.hh"
#include "plan/find.hh"

#include <algorithm>

namespace sandbox {
namespace {

using Kind = Place::Kind;

/// Whether a place is a mount of its own that can be written to. What stands in one is covered by it.
bool is_writable_mount(const Place& place) {
    switch (place.kind) {
        case Kind::bind: return !place.flags.read_only;
        case Kind::tmpfs:
        case Kind::proc:
        case Kind::devpts:
        case Kind::cgroup:
        case Kind::mqueue: return true;
        default: return false;
    }
}

}  // namespace

std::vector<std::string> writable_places(const Plan& plan) {
    auto directory = find_step<mounts::Step, mounts::DirectoryRoot>(plan);
    if (!directory || !directory.step->read_only) return {"/"};
    std::vector<std::string> places;
    for (const Step& step : plan.steps) {
        const auto* put = as<mounts::Step, mounts::PutPlace>(step);
        if (put == nullptr || !is_writable_mount(put->place)) continue;
        auto is_above = [&](const std::string& place) { return is_below(put->place.target, place); };
        if (std::ranges::none_of(places, is_above)) places.push_back(put->place.target);
    }
    return places;
}

std::vector<std::string> lent_sources(const Plan& plan) {
    std::vector<std::string> sources;
    for (const Step& step : plan.steps) {
        if (step.reason.origin.is_fallback()) continue;
        const auto* root = as<mounts::Step, mounts::DirectoryRoot>(step);
        if (root != nullptr && !root->read_only) sources.push_back(root->source);
        const auto* put = as<mounts::Step, mounts::PutPlace>(step);
        if (put != nullptr && put->place.kind == Place::Kind::bind && !put->place.flags.read_only) sources.push_back(put->place.source);
    }
    return sources;
}

}  // namespace sandbox
