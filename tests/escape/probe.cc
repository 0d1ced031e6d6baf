// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The attacker inside: tries what the rows of the attack catalogue name and prints what came of it.
#include "probe.hh"

#include <cstdlib>

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const char* id = argc > 1 ? argv[1] : nullptr;
    probe::files(id);  // first: it looks for descriptors
    probe::kernel(id);
    probe::hygiene(id);
    return 0;
}
