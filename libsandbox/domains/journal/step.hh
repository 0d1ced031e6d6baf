// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/spec.hh"

#include <string>
#include <variant>
#include <vector>

namespace sandbox::journal {

/// What comes out of a sandbox becomes entries of the journal, by way of the supervisor.
struct WriteEntries {
    bool output = false;  ///< descriptor 1 does
    bool errors = false;  ///< descriptor 2 does
    std::string identifier{};  ///< empty: the sandbox's name
    Level level_max = Level::debug;
    std::vector<Field> fields{};
    Microseconds rate_interval{};  ///< 0: no limit
    std::uint64_t rate_burst = 0;  ///< 0: no limit
    bool operator==(const WriteEntries&) const = default;
};

/// What the supervisor does: no op of the child comes of it.
using Step = std::variant<WriteEntries>;

std::string describe(const Step& step);

}  // namespace sandbox::journal
