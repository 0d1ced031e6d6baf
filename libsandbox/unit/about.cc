// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/about.hh"

#include "core/assign.hh"
#include "core/text.hh"
#include "unit/registry.hh"

namespace sandbox {

Result<std::string> parse_setting_key(const Value& value) {
    auto key = TRY(assign::as_text(value));
    if (find_setting(key) == nullptr) return fail(unknown_key(key).within(quote(key)).at(value.origin));
    return key;
}

}  // namespace sandbox
