// SPDX-License-Identifier: LGPL-2.1-or-later

/// For tests/toml-test/run: reads a TOML text on stdin the way units are read, except that dates are accepted.
/// Exit status: 0 accepted, 1 refused (the reason is on stderr), 2 stdin could not be read.

#include "core/file.hh"
#include "unit/read.hh"

#include <cstdio>

int main() {
    auto text = sandbox::read_all(STDIN_FILENO, "stdin", std::size_t{1} << 24);
    if (!text) return 2;
    auto value = sandbox::read_toml(*text, "stdin", sandbox::Dates::text);
    if (value) return 0;
    std::fprintf(stderr, "%s\n", value.error().message().c_str());
    return 1;
}
