// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/caps/spec.hh"

#include "core/assign.hh"
#include "core/text.hh"
#include "domains/caps/names.hh"

namespace sandbox::caps {

Result<Capability> parse_capability(const Value& value) {
    auto text = TRY(assign::as_text(value));
    std::string name = text;
    for (char& c : name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (name.starts_with("CAP_")) name.erase(0, 4);
    for (unsigned number = 0; number < std::size(kNames); ++number)
        if (kNames[number] == name) return static_cast<Capability>(number);
    auto near = nearest(name, kNames);
    return fail(Error::usage(quote(text) + " is no capability" +
                             (near.empty() ? "" : "; did you mean CAP_" + std::string(near) + "?")));
}

std::string name_of(Capability capability) {
    return "CAP_" + std::string(kNames[static_cast<unsigned>(capability)]);
}

}  // namespace sandbox::caps
