// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/unit.hh"

#include <string>
#include <vector>

namespace sandbox {

/// A unit as a service of systemd's: the text of systemd.service(5), and the links beside it.
struct ServiceFile {
    std::string name{};   ///< "web.service", or "web@.service" of a template
    std::string text{};
    std::vector<std::string> wanted_by{};  ///< units in whose "wants" it is
    std::vector<std::string> alias{};
    bool operator==(const ServiceFile&) const = default;
};

/// Where a unit was found.
struct ServiceSource {
    std::string name{};       ///< "web", or "web@" of a template
    std::string path{};
    std::string programs{};   ///< the directory of sandbox-run and sandbox-stop
};

/// What the service's sandbox is called; empty: of a template it is the instance's.
std::string sandbox_of(const ServiceSource& source);

/// The service that runs the unit.
ServiceFile service_of(const ServiceSource& source, const Unit& unit);
/// The service that fails with the message, in the place of a unit that is none.
ServiceFile broken_service(const ServiceSource& source, const std::string& message, std::vector<std::string> wanted_by);

}  // namespace sandbox
