// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/assignment.hh"
#include "unit/specifiers.hh"

#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace sandbox {

/// Where units are looked for, and for whom.
struct SearchPath {
    std::vector<std::string> directories{};
    std::string home{};
    uid_t caller = 0;
    /// What specifiers and "~" in Unit.Extends stand for, of the unit with this name and instance; asked only where there are some.
    std::function<Result<Names>(const std::string& name, const std::string& instance)> names{};
};

/// The directories of the search path, and the one that this build installs its units in. No home: none of the user's.
SearchPath default_search_path(const std::string& home, uid_t caller);

/// A unit as found: the assignments of its bases, its own, and its drop-ins', in the order in which they hold.
struct Loaded {
    std::string name;      ///< of the unit, without directory, "@ARG" and ".toml"
    std::string instance;  ///< ARG of "NAME@ARG", or ""
    /// The directory for its drop-ins, of an instance its own: beside it, or where the caller's own are, if it is the system's.
    std::string drop_ins;
    std::vector<std::string> files;
    std::vector<std::string> places;  ///< the directories for drop-ins beside it, there or not; empty: it was found by its name
    std::vector<Assignment> assignments;
};

/// Finds a unit by "NAME", "NAME@ARG", both with or without ".toml", or a path with a slash, and reads all that belongs to it. Every error is a usage
/// error: not found (with where it was looked for and the nearest name), not to be trusted, not a unit.
Result<Loaded> load(const std::string& name_or_path, const SearchPath& search);

}  // namespace sandbox
