// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"
#include "domains/process/spec.hh"

#include <string>
#include <vector>

namespace sandbox::process {

struct Facts {
    /// The caller's variables that the plan may read: "NAME=VALUE", of TERM and what Exec.PassEnvironment names.
    Fact<std::vector<std::string>> environment{};

    template <class Visitor> void each(Visitor&& visit) { visit("environment", environment); }
    bool operator==(const Facts&) const = default;
};

void need(const Spec& spec, Facts& facts);
Result<void> probe(const Spec& spec, Facts& facts);

}  // namespace sandbox::process
