// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string_view>

namespace sandbox::cli {

/// Writes all of the text to standard output, or says why not (a full disk, a reader that has gone): write(2).
Result<void> print(std::string_view text);

/// Writes all of the text to standard error; nobody is left to tell if that fails. Who holds signals that ask for the end
/// is not kept by one who does not read (write_interruptibly()).
void complain(std::string_view text);

}  // namespace sandbox::cli
