// SPDX-License-Identifier: LGPL-2.1-or-later
#include "image.hh"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "launch.hh"

TEST_CASE("init: the embedded image is the built program, byte for byte") {
    std::ifstream file(sandbox::init::test::init_file(), std::ios::binary);
    std::string built{std::istreambuf_iterator<char>(file), {}};

    REQUIRE(sandbox_init_size == built.size());
    CHECK(built == std::string(reinterpret_cast<const char*>(sandbox_init_image), sandbox_init_size));
}
