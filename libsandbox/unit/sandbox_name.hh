// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/name.hh"

#include <string>
#include <string_view>

namespace sandbox {

/// Whether a unit may be looked for by this name: letters, digits, "-", "_" and ".", at most 200, no leading "-" or ".".
bool is_unit_name(std::string_view name);
/// Whether %i may be this: no "/", not "." or "..", no control characters, 1 to 200 bytes.
bool is_instance(std::string_view instance);
/// The name of a sandbox that was given none: the unit's, "-" and the instance, with "-" for what no name may hold.
/// Always a valid name; the ledger makes it unique.
std::string default_name(std::string_view unit, std::string_view instance = {});

}  // namespace sandbox
