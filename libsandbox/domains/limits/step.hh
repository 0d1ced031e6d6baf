// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/limits/spec.hh"

#include <string>
#include <variant>
#include <vector>

namespace sandbox::limits {

/// One rlimit. A default is lowered to the caller's own hard limit; what somebody wrote is refused above it.
struct SetLimit {
    int resource = 0;
    Range range{};
    bool lower_to_callers = true;
    bool without_group = false;  ///< only where no control group limits the same
    bool operator==(const SetLimit&) const = default;
};
/// The hard limit that somebody wrote, where the caller's is lower: by the caller's own privileges. SetLimit does the rest.
struct RaiseLimit {
    int resource = 0;
    std::uint64_t hard = 0;
    bool operator==(const RaiseLimit&) const = default;
};
struct SetNice {
    int value = 0;
    bool operator==(const SetNice&) const = default;
};
/// A default is raised to the caller's own if that is higher already.
struct SetOomScore {
    int value = 0;
    bool at_least_callers = true;
    bool operator==(const SetOomScore&) const = default;
};
/// Which processors the command may run on, of those that its group may use.
struct SetAffinity {
    std::vector<NumberRange> processors{};
    bool operator==(const SetAffinity&) const = default;
};

using Step = std::variant<SetLimit, RaiseLimit, SetNice, SetOomScore, SetAffinity>;

/// "0-3,7".
std::string print(const std::vector<NumberRange>& ranges);

std::string describe(const Step& step);

}  // namespace sandbox::limits
