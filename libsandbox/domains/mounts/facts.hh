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

    /// Where the caller lives, by $HOME and by /etc/passwd: directories that are there, without links. What is the system's is none.
    Fact<std::vector<std::string>> homes{};

    template <class Visitor> void each(Visitor&& visit) {
        visit("usr_links", usr_links);
        visit("homes", homes);
    }
    bool operator==(const Facts&) const = default;
};

void need(const Spec& spec, Facts& facts);
Result<void> probe(Facts& facts);

}  // namespace sandbox::mounts
