// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include <climits>
#include <optional>
#include <string>

#include "core/init_protocol.hh"

using namespace sandbox::init;

namespace {

std::string printed(const Options& options) {
    char text[kOptionsSize];
    return print_options(options, text);
}

std::optional<Options> parsed(const char* text) {
    Options options;
    if (!parse_options(text, options)) return {};
    return options;
}

constexpr Options constant() {
    Options options;
    parse_options("3d", options);
    return options;
}
static_assert(constant() == Options{.life_line = 3, .parent_death_signal = true});

}  // namespace

TEST_CASE("init options: what is printed is short and reads back the same") {
    CHECK(printed({.life_line = 3}) == "3");
    CHECK(printed({.life_line = 105, .terminal = true}) == "105t");
    CHECK(printed({.life_line = INT_MAX, .terminal = true, .parent_death_signal = true, .tells_begin = true, .keeps_session = true}) ==
          "2147483647tdbs");

    for (int line : {3, 9, 10, 999, 1000, INT_MAX})
        for (bool terminal : {false, true})
            for (bool death : {false, true})
                for (bool tells : {false, true})
                    for (bool keeps : {false, true}) {
                        Options options{.life_line = line, .terminal = terminal, .parent_death_signal = death, .tells_begin = tells, .keeps_session = keeps};
                        CHECK(parsed(printed(options).c_str()) == options);
                    }
}

TEST_CASE("init options: flags come in any order") {
    CHECK(parsed("7dt") == Options{.life_line = 7, .terminal = true, .parent_death_signal = true});
}

TEST_CASE("init options: what is malformed is refused") {
    for (const char* text : {"", "t", "-3", "+3", " 3", "3 ", "03", "0", "1", "2", "0x3", "2147483648", "99999999999999999999",
                             "18446744073709551619", "3x", "3tt", "3dd", "3tdt", "3bb", "3ss", "3t5", "3,t", "3T", "3\n", "\xff"}) {
        CAPTURE(text);
        CHECK_FALSE(parsed(text));
    }
}

TEST_CASE("init options: a malformed flag leaves the life line known, a malformed number does not") {
    Options options{.life_line = 77};
    CHECK_FALSE(parse_options("12x", options));
    CHECK(options.life_line == 12);
    CHECK_FALSE(parse_options("2x", options));
    CHECK(options.life_line == -1);
}
