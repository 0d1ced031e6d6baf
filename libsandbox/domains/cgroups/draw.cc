// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/draw.hh"

#include <algorithm>

namespace sandbox::cgroups {

Drawing::Spot Drawing::use(std::size_t seat) {
    auto at = std::ranges::find(used_, seat);
    if (at == used_.end()) at = used_.insert(at, seat);
    return {static_cast<std::size_t>(at - used_.begin()), seats_[seat].group.version};
}

Result<std::optional<Drawing::Spot>> Drawing::spot(std::string_view controller, const Reason& reason) {
    for (std::size_t seat = 0; seat < seats_.size(); ++seat)
        if (std::ranges::find(seats_[seat].controllers, controller) != seats_[seat].controllers.end()) return use(seat);
    std::string text = "no control group here has the " + std::string(controller) + " controller";
    if (!reason.origin.is_fallback()) return fail(Error::impossible(std::move(text)).at(reason.origin, reason.setting));
    notes_.push_back({std::move(text), reason});
    return std::nullopt;
}

void Drawing::count(std::string_view controller) {
    for (std::size_t seat = 0; seat < seats_.size(); ++seat)
        if (std::ranges::find(seats_[seat].controllers, controller) != seats_[seat].controllers.end()) use(seat);
}

Result<Drawing::Spot> Drawing::unified(const Reason& reason) {
    auto seat = std::ranges::find(seats_, Version::v2, [](const Seat& each) { return each.group.version; });
    if (seat != seats_.end()) return use(static_cast<std::size_t>(seat - seats_.begin()));
    return fail(Error::impossible("this host has no cgroup v2").at(reason.origin, reason.setting));
}

void Drawing::set(Spot spot, std::string_view controller, std::vector<Content> tries, const Reason& reason) {
    std::string handed(spot.is_v1() ? "" : controller);
    step(SetFile{spot.hierarchy, std::move(handed), std::move(tries), reason.origin.is_fallback()}, reason);
}

std::vector<Group> Drawing::parents() const {
    std::vector<Group> groups;
    for (std::size_t seat : used_) groups.push_back(seats_[seat].group);
    return groups;
}

std::string Drawing::manager() const {
    auto seat = std::ranges::find_if(used_, [&](std::size_t used) { return !seats_[used].manager.empty(); });
    return seat == used_.end() ? "" : seats_[*seat].manager;
}

void Drawing::hand_over(Draft<Step>& out) {
    for (auto& step : steps_) out.steps.push_back(std::move(step));
    for (auto& note : notes_) out.notes.push_back(std::move(note));
}

}  // namespace sandbox::cgroups
