// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/text.hh"
#include "domains/cgroups/plan.hh"

#include <algorithm>
#include <sched.h>

namespace sandbox::cgroups {

static constexpr std::string_view kPlace = "/sys/fs/cgroup";

/// A directory for each hierarchy, by its controllers; v2's beside v1 is called as systemd calls it.
static void add_hierarchies(const std::vector<Seat>& seats, const Place& each, Contributions& out) {
    Place directory = each;
    directory.kind = Place::Kind::tmpfs;
    directory.flags = {.noexec = true};
    directory.size = Bytes{65536};
    directory.inodes = 64;
    out.places.push_back(directory);
    for (const Seat& seat : seats) {
        Place place = each;
        place.source = seat.group.version == Version::v1 ? join(seat.controllers, ",") : "";
        place.target += "/" + (place.source.empty() ? "unified" : place.source);
        out.places.push_back(std::move(place));
    }
    directory.kind = Place::Kind::seal;
    out.places.push_back(std::move(directory));
}

Result<void> contribute(const Spec& spec, const Facts& facts, Contributions& out) {
    if (*spec.view == View::none) return {};
    Reason reason{"Files.Cgroup", spec.view.origin};
    std::vector<Seat> seats;
    for (const std::string& text : TRY(facts.seats.get("cgroups.seats"))) seats.push_back(TRY(parse_seat(text)));
    out.namespaces.push_back({CLONE_NEWCGROUP, true, false, reason});
    Place place{.kind = Place::Kind::cgroup, .target = std::string(kPlace),
                .flags = {.read_only = *spec.view == View::readonly, .noexec = true}, .reason = reason};
    auto is_v2 = [](const Seat& seat) { return seat.group.version == Version::v2; };
    bool is_pure = seats.size() == 1 && is_v2(seats[0]);
    // What is handed on is of v2 alone: beside v1 it has no controllers, and an init does without.
    bool is_handed_on = *spec.view == View::delegated && std::ranges::any_of(seats, is_v2);
    if (is_pure || is_handed_on) out.places.push_back(std::move(place));
    else add_hierarchies(seats, place, out);
    return {};
}

}  // namespace sandbox::cgroups
