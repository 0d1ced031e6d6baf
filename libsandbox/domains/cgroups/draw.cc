// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/draw.hh"

#include <algorithm>

namespace sandbox::cgroups {

static std::string missing(std::string_view controller) {
    return "no control group here has the " + std::string(controller) + " controller";
}

Drawing::Spot Drawing::use(std::size_t seat) {
    auto at = std::ranges::find(used_, seat);
    if (at == used_.end()) at = used_.insert(at, seat);
    return {static_cast<std::size_t>(at - used_.begin()), seats_[seat].group.version};
}

std::size_t Drawing::seat_of(std::string_view controller) const {
    auto has_it = [&](const Seat& seat) { return std::ranges::find(seat.controllers, controller) != seat.controllers.end(); };
    return static_cast<std::size_t>(std::ranges::find_if(seats_, has_it) - seats_.begin());
}

std::optional<Drawing::Spot> Drawing::find(std::string_view controller) {
    auto seat = seat_of(controller);
    return seat < seats_.size() ? std::optional(use(seat)) : std::nullopt;
}

Result<std::optional<Drawing::Spot>> Drawing::spot(std::string_view controller, const Reason& reason) {
    if (reason.origin.is_fallback()) return wish(controller, reason);
    if (auto found = find(controller)) return found;
    return fail(Error::impossible(missing(controller)).at(reason.origin, reason.setting));
}

std::optional<Drawing::Spot> Drawing::wish(std::string_view controller, const Reason& reason) {
    auto found = find(controller);
    if (!found) note(missing(controller), reason);
    return found;
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

Result<Drawing::Spot> Drawing::sole(const Reason& reason) {
    auto is_v1 = [](const Seat& seat) { return seat.group.version == Version::v1; };
    if (std::ranges::any_of(seats_, is_v1))
        return fail(Error::impossible("this host has cgroup v1, which has no safe way to hand a group on; it needs pure cgroup v2")
                        .at(reason.origin, reason.setting));
    return unified(reason);
}

Result<Drawing::Spot> Drawing::beside(const Reason& reason) {
    auto is_v2 = [](const Seat& seat) { return seat.group.version == Version::v2; };
    if (std::ranges::any_of(seats_, is_v2)) return unified(reason);
    return fail(Error::impossible("this host has cgroup v1 alone, which has no safe way to hand a group on; cgroup v2 is to be mounted beside it")
                    .at(reason.origin, reason.setting));
}

void Drawing::use_all() {
    for (std::size_t seat = 0; seat < seats_.size(); ++seat) use(seat);
}

void Drawing::put(Spot spot, std::string_view controller, std::vector<Content> tries, const Reason& reason, bool is_default) {
    std::string handed(spot.is_v1() ? "" : controller);
    step(SetFile{spot.hierarchy, std::move(handed), std::move(tries), is_default}, reason);
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
