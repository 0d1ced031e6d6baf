// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/process.hh"

#include <cerrno>
#include <doctest/doctest.h>
#include <string>
#include <unistd.h>

using namespace sandbox;

static constexpr std::string_view kNumbers = " S 3 7 7 0 -1 4194560 120 0 0 0 30 12 5 6 20 0 4 0 8100 9000000 250 18446744073709551615 1 1 0";

TEST_CASE("process: its numbers are found behind its name, whatever that is") {
    constexpr ProcessStat kWanted{.state = 'S', .parent = 3, .ticks = 42, .threads = 4, .start = 8100, .resident = 250};
    for (std::string name : {"sh", "a b", "a) R 1 (b", "a) R 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 (b", ")", "", "a\nb"})
        CHECK(parse_process_stat("7 (" + name + ")" + std::string(kNumbers)) == kWanted);
}

TEST_CASE("process: what is cut off, or no number, is no stat") {
    for (std::string_view text : {"", "7 (sh", "7 (sh)", "7 (sh) ", "7 (sh) S 3 7 7 0", "7 sh S 3 7 7 0"}) CHECK_FALSE(parse_process_stat(text));
    auto whole = "7 (sh)" + std::string(kNumbers);
    CHECK(parse_process_stat(whole.substr(0, whole.find(" 250") + 4)));
    CHECK_FALSE(parse_process_stat(whole.substr(0, whole.find(" 250"))));
    CHECK_FALSE(parse_process_stat(whole.replace(whole.find("8100"), 4, "-100")));
}

TEST_CASE("process: ours is there, and one that cannot be is gone") {
    auto proc = open_proc().value();
    auto own = read_process_stat(proc.get(), ::getpid());
    REQUIRE((own && *own));
    CHECK((*own)->parent == ::getppid());
    CHECK((*own)->start == identify(::getpid()).value().start);
    auto none = read_process_stat(proc.get(), -1);
    REQUIRE(none);
    CHECK_FALSE(*none);
}

TEST_CASE("process: who is gone cannot be seen, and who cannot be seen need not be gone") {
    for (int code : {ENOENT, ESRCH}) CHECK((is_gone(code) && is_out_of_sight(code)));
    for (int code : {EACCES, EPERM}) CHECK((!is_gone(code) && is_out_of_sight(code)));
    CHECK_FALSE(is_out_of_sight(EMFILE));
}
