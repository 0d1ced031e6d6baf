// SPDX-License-Identifier: LGPL-2.1-or-later
// doctest itself, and the main of every test program that has none of its own.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
