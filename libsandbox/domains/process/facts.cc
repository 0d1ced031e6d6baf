// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/facts.hh"

#include <cstdlib>

namespace sandbox::process {

void need(const Spec&, Facts& facts) {
    facts.environment.ask();
}

Result<void> probe(const Spec& spec, Facts& facts) {
    std::vector<std::string> found;
    auto add = [&](const std::string& name) {
        if (const char* value = ::getenv(name.c_str())) found.push_back(name + "=" + value);
    };
    add("TERM");
    for (const auto& name : spec.pass_environment) add(name.value);
    facts.environment.set(std::move(found));
    return {};
}

}  // namespace sandbox::process
