// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/service/service_file.hh"
#include "unit/search.hh"

namespace sandbox {

/// For whom services are made.
enum class Manager { system, user };

/// The services of the units in these directories that have a section [Install]; of one name only the first counts. What
/// cannot be read as a directory of units is told in `errors`, a line each.
struct Services {
    std::vector<ServiceFile> files{};
    std::vector<std::string> errors{};
};
Services find_services(const std::vector<std::string>& directories, const std::string& programs, Manager manager);

/// The directories whose units are services: of the system's manager all but a user's own, of a user's manager only that.
std::vector<std::string> service_directories(Manager manager, const SearchPath& search);

/// Writes a service and what starts it into the directory. Error: it cannot be written.
Result<void> write_service(const std::string& directory, const ServiceFile& service);
/// Its other names; after all services, which have them first. Error: a name is taken.
Result<void> write_aliases(const std::string& directory, const ServiceFile& service);

}  // namespace sandbox
