// SPDX-License-Identifier: LGPL-2.1-or-later
/// Code that may not stand in the child: the proof that child_symbols can fail.

#include <stdlib.h>
#include <unistd.h>

int apply_badly(unsigned size);

int apply_badly(unsigned size) {
    char* bytes = static_cast<char*>(malloc(size));
    if (bytes == nullptr) return 1;
    return ::read(0, bytes, size) < 0 ? 1 : bytes[0];
}
