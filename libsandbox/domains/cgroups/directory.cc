// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/directory.hh"

#include "domains/cgroups/control.hh"

namespace sandbox::cgroups {

static Result<Seat> seat_at(const std::string& directory, std::span<const Hierarchy> hierarchies) {
    for (const Hierarchy& hierarchy : hierarchies) {
        if (!directory.starts_with(hierarchy.mount + "/")) continue;
        Seat seat{.group = TRY(group_at(hierarchy, directory.substr(hierarchy.mount.size()))), .controllers = hierarchy.controllers};
        if (hierarchy.version == Version::v2) seat.controllers = TRY(available_controllers(seat.group));
        return seat;
    }
    return fail(Error::impossible(directory + " is no control group of a hierarchy that is mounted here"));
}

Result<std::vector<Seat>> seats_at(std::span<const std::string> directories) {
    auto hierarchies = TRY(find_hierarchies());
    std::vector<Seat> seats;
    for (const std::string& directory : directories) seats.push_back(TRY(seat_at(directory, hierarchies)));
    return seats;
}

}  // namespace sandbox::cgroups
