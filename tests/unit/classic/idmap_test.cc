// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/idmap.hh"

#include <doctest/doctest.h>

using namespace sandbox::classic;

using Ranges = std::vector<IdRange>;

TEST_CASE("idmap: a block is inner:outer:count, and with commas outer,inner,count") {
    CHECK(parse_range("0:100000:65536") == IdRange{0, 100000, 65536});
    CHECK(parse_range("100000,0,65536") == IdRange{0, 100000, 65536});
}

TEST_CASE("idmap: a block that is no block is refused by what was typed") {
    for (const char* text : {"", "1", "1:2", "1:2:3:4", "1,2:3", "a:0:1", "0:0:-1", "4294967296:0:1"}) {
        auto refused = parse_range(text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message() == "invalid mapping '" + std::string(text) + "'");
    }
}

TEST_CASE("idmap: all ids that a namespace knows are passed through") {
    CHECK(pass_through("         0          0 4294967295\n") == Ranges{{0, 0, 4294967295}});
    CHECK(pass_through("         0       1000          1\n         1     100000      65536\n") == Ranges{{0, 0, 1}, {1, 1, 65536}});
    CHECK(pass_through("") == Ranges{});
}

TEST_CASE("idmap: a single id that no block has stands first, and the blocks stay whole") {
    CHECK(with_single({70000, 1000, 1}, Ranges{{0, 100000, 65536}}) == Ranges{{70000, 1000, 1}, {0, 100000, 65536}});
}

TEST_CASE("idmap: where the inner id is in a block, the block's last outer id is lost") {
    CHECK(with_single({0, 1000, 1}, Ranges{{0, 100000, 65536}}) == Ranges{{0, 1000, 1}, {1, 100000, 65535}});
    CHECK(with_single({5, 1000, 1}, Ranges{{0, 100000, 65536}}) ==
          Ranges{{5, 1000, 1}, {0, 100000, 5}, {6, 100005, 65530}});
    CHECK(with_single({8, 1000, 1}, Ranges{{0, 100000, 10}}) == Ranges{{8, 1000, 1}, {0, 100000, 8}, {9, 100008, 1}});
    CHECK(with_single({65535, 1000, 1}, Ranges{{0, 100000, 65536}}) == Ranges{{65535, 1000, 1}, {0, 100000, 65535}});
}

TEST_CASE("idmap: of a block whose inner ids are free none is lost: those behind the single one move up") {
    auto free = [](std::uint64_t outer, std::uint64_t count) { return Ranges{{0, outer, count, InnerIds::free}}; };
    CHECK(with_single({0, 65533, 1}, free(300000, 1)) == Ranges{{0, 65533, 1}, {1, 300000, 1}});
    CHECK(with_single({0, 1000, 1}, free(200000, 65536)) == Ranges{{0, 1000, 1}, {1, 200000, 65536}});
    CHECK(with_single({500, 1000, 1}, free(200000, 65536)) ==
          Ranges{{500, 1000, 1}, {0, 200000, 500}, {501, 200500, 65036}});
    CHECK(with_single({65536, 1000, 1}, free(200000, 65536)) == Ranges{{65536, 1000, 1}, {0, 200000, 65536}});
    CHECK(with_single({0, 200001, 1}, free(200000, 3)) == Ranges{{0, 200001, 1}, {1, 200000, 1}, {2, 200002, 1}});
}

TEST_CASE("idmap: where the outer id is in a block, the block's last inner id is lost") {
    CHECK(with_single({30, 0, 1}, Ranges{{2, 0, 10}}) == Ranges{{30, 0, 1}, {2, 1, 9}});
}

TEST_CASE("idmap: where both ids are in a block, it falls into up to three") {
    CHECK(with_single({3, 0, 1}, Ranges{{0, 0, 10}}) == Ranges{{3, 0, 1}, {0, 1, 3}, {4, 4, 6}});
    CHECK(with_single({2, 7, 1}, Ranges{{0, 0, 10}}) == Ranges{{2, 7, 1}, {0, 0, 2}, {3, 2, 5}, {8, 8, 2}});
    CHECK(with_single({0, 0, 1}, Ranges{{0, 0, 1}}) == Ranges{{0, 0, 1}});
}

TEST_CASE("idmap: a map is printed a line a block") {
    CHECK(print_map(Ranges{{0, 1000, 1}, {1, 100000, 65535}}) == "0 1000 1\n1 100000 65535\n");
}

TEST_CASE("idmap: of a map that the kernel refuses, the line is named") {
    Ranges all{{0, 0, 4294967295}};
    CHECK(complaint_about(Ranges{{0, 0, 5}, {3, 100, 5}}, all) == "line 2, \"3 100 5\", maps ids that line 1 maps too");
    CHECK(complaint_about(Ranges{{0, 0, 5}, {5, 4, 5}}, all) == "line 2, \"5 4 5\", maps ids that line 1 maps too");
    CHECK(complaint_about(Ranges{{0, 0, 0}}, all) == "line 1, \"0 0 0\", maps no id");
    CHECK(complaint_about(Ranges{{0, 0, 1}, {1, 7, 2}}, Ranges{{0, 0, 8}}) == "line 2, \"1 7 2\", maps ids that are unknown out here");
    CHECK(complaint_about(Ranges{{0, 0, 5}, {5, 5, 3}}, Ranges{{0, 0, 8}}) == "");
}
