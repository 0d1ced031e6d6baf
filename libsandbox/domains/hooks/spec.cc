// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/hooks/spec.hh"

#include "core/assign.hh"

namespace sandbox::hooks {

Result<std::string> parse_word(const Value& value) {
    auto text = TRY(assign::as_text(value));
    if (text.find('\0') != text.npos) return fail(Error::usage("an argument cannot contain a NUL"));
    return text;
}

}  // namespace sandbox::hooks
