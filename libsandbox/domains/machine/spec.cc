// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/machine/spec.hh"

#include "core/name.hh"
#include "core/text.hh"

namespace sandbox::machine {

Result<std::string> parse_name(std::string_view text) {
    if (is_sandbox_name(text)) return std::string(text);
    return fail(Error::usage(quote(text) + " is no name of a machine: letters, digits, - and single dots, at most 64"));
}

bool wants_machine(const Spec& spec, bool is_named) {
    if (*spec.wanted == Register::automatic) return is_named || spec.name.is_given();
    return *spec.wanted == Register::yes;
}

}  // namespace sandbox::machine
