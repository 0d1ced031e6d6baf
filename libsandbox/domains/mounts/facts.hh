// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"
#include "domains/mounts/spec.hh"

#include <string>
#include <vector>

namespace sandbox::mounts {

struct Facts {
    /// The host's top-level names for parts of /usr: "bin=usr/bin" for a link, "bin" for a directory.
    Fact<std::vector<std::string>> usr_links{};

    template <class Visitor> void each(Visitor&& visit) { visit("usr_links", usr_links); }
    bool operator==(const Facts&) const = default;
};

void need(const Spec& spec, Facts& facts);
Result<void> probe(Facts& facts);

}  // namespace sandbox::mounts
