// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/facts.hh"

#include "core/text.hh"
#include "domains/cgroups/control.hh"
#include "domains/cgroups/membership.hh"
#include "domains/cgroups/scope.hh"

#include <unistd.h>

namespace sandbox::cgroups {

std::string print_seat(const Seat& seat) {
    return std::string(seat.group.version == Version::v1 ? "v1" : "v2") + "\t" + join(seat.controllers, ",") + "\t" +
           seat.group.mount + "\t" + seat.group.path + (seat.manager.empty() ? "" : "\t" + seat.manager);
}

Result<Seat> parse_seat(std::string_view text) {
    auto fields = split(text, '\t');
    if (fields.size() < 4 || fields.size() > 5 || (fields[0] != "v1" && fields[0] != "v2"))
        return fail(Error::impossible("no hierarchy of control groups: " + quote(text)));
    Seat seat{.group = {.version = fields[0] == "v1" ? Version::v1 : Version::v2, .mount = std::string(fields[2]),
                        .path = std::string(fields[3])}};
    if (fields.size() == 5) seat.manager = fields[4];
    for (std::string_view controller : split(fields[1], ','))
        if (!controller.empty()) seat.controllers.emplace_back(controller);
    return seat;
}

void need(const Spec& spec, Facts& facts) {
    if (!wants_group(spec)) return;
    facts.seats.ask();
    facts.memory.ask();
}

static Seat place_below(const Group& own) {
    bool is_full = own.version == Version::v2 && !own.is_root();
    if (!is_full) return {.group = own};
    if (is_delegated(own.parent())) return {.group = own.parent()};
    if (is_ours_alone(own)) return {.group = own, .manager = std::string(is_generated(own) && !is_instance(own) ? kGenerated : kDelegated)};
    auto socket = manager_socket();
    auto group = socket.empty() ? std::nullopt : manager_group(own);
    return group ? Seat{.group = *group, .manager = socket} : Seat{.group = own};
}

static Result<std::vector<std::string>> find_seats() {
    std::vector<std::string> seats;
    auto memberships = TRY(memberships_of(0));
    for (const auto& [hierarchy, path] : places_in(TRY(find_hierarchies()), memberships)) {
        Seat seat = place_below(TRY(group_at(hierarchy, path)));
        seat.controllers = hierarchy.controllers;
        if (hierarchy.version == Version::v2) seat.controllers = TRY(available_controllers(seat.group));
        if (!seat.controllers.empty() || hierarchy.version == Version::v2) seats.push_back(print_seat(seat));
    }
    return seats;
}

std::uint64_t machine_memory() {
    return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Result<void> probe(Facts& facts) {
    if (!facts.seats.is_asked()) return {};
    facts.seats.set(TRY(find_seats()));
    facts.memory.set(static_cast<std::int64_t>(machine_memory()));
    return {};
}

}  // namespace sandbox::cgroups
