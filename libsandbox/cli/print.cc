// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/print.hh"

#include "core/file.hh"
#include "core/interruptible_write.hh"

#include <unistd.h>

namespace sandbox::cli {

Result<void> print(std::string_view text) {
    return write_all(STDOUT_FILENO, text, "to standard output");
}

void complain(std::string_view text) {
    (void)write_interruptibly(STDERR_FILENO, text, "to standard error");
}

}  // namespace sandbox::cli
