// SPDX-License-Identifier: LGPL-2.1-or-later
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <string_view>

#include "payload.hh"

int main(int argc, char** argv) {
    if (argc == 3 && argv[1] == std::string_view("payload")) return sandbox::init::test::run_payload(argv[2]);
    return doctest::Context(argc, argv).run();
}
