// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/directory.hh"

#include "domains/cgroups/control.hh"

namespace sandbox::cgroups {

/// The mount that the directory lies on: the lowest, where one lies below another.
static const Hierarchy* mount_of(const std::string& directory, std::span<const Hierarchy> hierarchies) {
    const Hierarchy* found = nullptr;
    for (const Hierarchy& hierarchy : hierarchies) {
        bool is_lower = found == nullptr || hierarchy.mount.size() > found->mount.size();
        if (directory.starts_with(hierarchy.mount + "/") && is_lower) found = &hierarchy;
    }
    return found;
}

static Result<Seat> seat_at(const std::string& directory, std::span<const Hierarchy> hierarchies) {
    const Hierarchy* hierarchy = mount_of(directory, hierarchies);
    if (hierarchy == nullptr) return fail(Error::impossible(directory + " is no control group of a hierarchy that is mounted here"));
    Seat seat{.group = TRY(group_at(*hierarchy, directory.substr(hierarchy->mount.size()))), .controllers = hierarchy->controllers};
    if (hierarchy->version == Version::v2) seat.controllers = TRY(available_controllers(seat.group));
    return seat;
}

Result<std::vector<Seat>> seats_at(std::span<const std::string> directories) {
    auto hierarchies = TRY(find_hierarchies());
    std::vector<Seat> seats;
    for (const std::string& directory : directories) seats.push_back(TRY(seat_at(directory, hierarchies)));
    return seats;
}

}  // namespace sandbox::cgroups
