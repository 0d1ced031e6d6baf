// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/guarded.hh"

#include "core/path.hh"
#include "runtime/ledger/place.hh"
#include "unit/search.hh"

#include <cstdlib>
#include <unistd.h>

namespace sandbox {

std::vector<std::string> guarded_directories() {
    const char* variable = ::getenv("HOME");
    std::string home = variable != nullptr && variable[0] == '/' ? variable : "";
    bool is_root = ::geteuid() == 0;
    std::vector<std::string> directories;
    for (const std::string& units : default_search_path(home, ::geteuid()).directories)
        if (is_root || (!home.empty() && units.starts_with(home + "/"))) directories.push_back(units);
    if (auto entries = ledger::place()) directories.emplace_back(parent_of(*entries));
    if (is_root) directories.emplace_back("/var/cache/sandbox");
    else if (!home.empty()) directories.push_back(home + "/.cache/sandbox");
    return directories;
}

}  // namespace sandbox
