// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "profile.hh"

namespace sandbox::filter {

/// Decides the calls that the condition describes.
struct Rule {
    Condition when;
    Verdict verdict = 0;
};

/// What happens to one system call.
struct Treatment {
    Verdict otherwise;        ///< when no rule decides
    std::vector<Rule> rules;  ///< all with one verdict, so that their order does not matter
    std::string group;
    std::string reason;
};

/// What happens to each named system call; what is not named answers ENOSYS.
using Policy = std::map<std::string, Treatment>;

/// Changes a policy by the statements of one profile. A verdict without condition replaces all that was said about the
/// call; one with a condition adds to it. Errors: unknown names, a call named twice, rules of different verdicts.
Result<void> add_layer(Policy& policy, std::span<const Statement> layer);

}  // namespace sandbox::filter
