// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/entry.hh"

/// A field of journald's native protocol, alone.
inline std::string print_field(std::string_view name, std::string_view value) {
    std::string field;
    sandbox::journal::append_field(field, name, value);
    return field;
}
