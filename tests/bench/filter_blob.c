// SPDX-License-Identifier: LGPL-2.1-or-later
/// Writes the yardsticks' seccomp filter to stdout, for peers that load a ready one.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <unistd.h>

#include "filter.inc"

int main(void) { return write(1, filter, sizeof filter) == (ssize_t)sizeof filter ? 0 : 1; }
