// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/guarded.hh"

#include "core/lease.hh"
#include "core/own_places.hh"
#include "core/path.hh"
#include "runtime/ledger/place.hh"
#include "runtime/relay/log_file.hh"
#include "runtime/report/store.hh"
#include "unit/search.hh"

#include <unistd.h>

namespace sandbox {

using Manner = Guarded::Manner;

std::vector<Guarded> guarded_places(const Unit& unit) {
    std::string home = path_variable("HOME");
    bool is_root = ::geteuid() == 0;
    std::vector<Guarded> places;
    for (const std::string& units : default_search_path(home, ::geteuid()).directories)
        if (is_root || (!home.empty() && units.starts_with(home + "/"))) places.push_back({units});
    if (auto entries = ledger::place()) {
        places.push_back({std::string(parent_of(*entries))});
        places.push_back({*entries, Manner::hidden});
    }
    if (is_root) places.push_back({Lease::kDirectory, Manner::hidden});
    if (is_root) places.push_back({"/var/cache/sandbox"});
    else if (!home.empty()) places.push_back({home + "/.cache/sandbox"});
    for (const auto& own : {log_directory(), reports_directory()})
        if (own) places.push_back({*own, Manner::hidden});
    for (const std::string& source : unit.sources) places.push_back({source});
    return places;
}

}  // namespace sandbox
