// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/client_stream.hh"

#include <doctest/doctest.h>
#include <vector>

using namespace sandbox::journal;
using Texts = std::vector<std::string>;

/// "identifier/level/facility/message" of each line; "refused" in the end if it was.
static Texts lines_of(std::initializer_list<std::string_view> parts) {
    Texts lines;
    auto take = [&](const SyslogLine& line) {
        lines.push_back(std::string(line.identifier) + "/" + std::to_string(line.level) + "/" + std::to_string(line.facility) + "/" + std::string(line.message));
    };
    ClientStream stream;
    for (std::string_view part : parts)
        if (!stream.add(part, take)) return lines.push_back("refused"), lines;
    stream.finish(take);
    return lines;
}

TEST_CASE("client stream: the header says whose lines they are, however it comes") {
    CHECK(lines_of({"cat\n\n6\n0\n0\n0\n0\none\ntwo"}) == Texts{"cat/6/1/one", "cat/6/1/two"});
    CHECK(lines_of({"c", "at\nsome.service\n28\n", "0\n0\n0\n", "0", "\n", "o", "ne\n"}) == Texts{"cat/4/3/one"});
    CHECK(lines_of({"cat\n\n6\n0\n0\n0\n0\n"}).empty());
}

TEST_CASE("client stream: lines set a priority only where the header says so") {
    CHECK(lines_of({"cat\n\n6\n1\n0\n0\n0\n<3>bad\n<28>worse\nplain\n<x>odd\n<3>\n"}) ==
          Texts{"cat/3/1/bad", "cat/4/3/worse", "cat/6/1/plain", "cat/6/1/<x>odd"});
    CHECK(lines_of({"cat\n\n6\n0\n0\n0\n0\n<3>bad\n"}) == Texts{"cat/6/1/<3>bad"});
}

TEST_CASE("client stream: what is no header is refused") {
    CHECK(lines_of({"a\n\nx\n0\n0\n0\n0\nline\n"}) == Texts{"refused"});
    CHECK(lines_of({"a\n\n192\n0\n0\n0\n0\n"}) == Texts{"refused"});
    CHECK(lines_of({"a\n\n6\n2\n0\n0\n0\n"}) == Texts{"refused"});
    std::string endless(5000, 'x');
    CHECK(lines_of({endless}) == Texts{"refused"});
    CHECK(lines_of({std::string_view(endless).substr(0, 2000), std::string_view(endless).substr(0, 48)}) == Texts{"refused"});
}
