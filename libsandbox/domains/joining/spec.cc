// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/joining/spec.hh"

#include "core/assign.hh"
#include "core/path.hh"
#include "core/text.hh"

namespace sandbox::joining {

Result<std::string> parse_sandbox(std::string_view text) {
    // What the ledger has no entry for is refused there; here only what would be no name of an entry.
    if (text.find('/') == text.npos && text != "." && text != ".." && is_clean(text)) return std::string(text);
    return fail(Error::usage(quote(text) + " is no name of a sandbox"));
}

Result<std::string> parse_namespace(const Value& value) {
    return absolute_path(TRY(assign::as_text(value)));
}

}  // namespace sandbox::joining
