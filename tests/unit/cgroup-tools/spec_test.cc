// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/answer.hh"
#include "classic/cgroup/owner.hh"
#include "classic/cgroup/spec.hh"

#include <cerrno>
#include <doctest/doctest.h>

using namespace sandbox::cgroup;

TEST_CASE("CONTROLLERS:PATH: a list, all, or none") {
    CHECK(parse_spec("cpu,memory:a/b") == Spec{{"cpu", "memory"}, "a/b"});
    CHECK(parse_spec("*:a") == Spec{{"*"}, "a"});
    CHECK(parse_spec(":a") == Spec{{}, "a"});
    CHECK(parse_spec("cpu:a:b") == Spec{{"cpu"}, "a:b"});
    CHECK(parse_spec("cpu::a") == Spec{{"cpu"}, "a"});
    CHECK(parse_spec("cpu:a:") == Spec{{"cpu"}, "a"});
    CHECK(parse_spec("::a::b::") == Spec{{}, "a::b"});
    CHECK(parse_spec("cpu::") == std::nullopt);
    CHECK(parse_spec("cpu") == std::nullopt);
    CHECK(parse_spec("cpu:") == std::nullopt);
    CHECK(parse_spec("") == std::nullopt);
}

TEST_CASE("modes have three or four octal digits") {
    CHECK(parse_permission("755") == 0755);
    CHECK(parse_permission("1777") == 01777);
    CHECK_FALSE(parse_permission("75"));
    CHECK_FALSE(parse_permission("00755"));
    CHECK_FALSE(parse_permission("789"));
}

TEST_CASE("errors have libcgroup's numbers, modulo 256, and words") {
    CHECK(Trouble{Code::no_group}.exit_status() == 82);
    CHECK(Trouble{Code::no_controller}.exit_status() == 84);
    CHECK(Trouble{Code::other, ENOENT}.exit_status() == 96);
    CHECK(Trouble{Code::other, ENOENT}.text() == "No such file or directory");
    CHECK(Trouble{Code::no_conversion}.exit_status() == 111);
    CHECK(Trouble{Code::no_value}.text() == "Cgroup, requested group parameter does not exist");
}

TEST_CASE("values are printed with tabs before their further lines") {
    std::vector<Answer> answers{{"a", {{"cpu.stat", "x 1\ny 2"}, {"cpu.shares", "5"}}}, {"b", {}}};
    CHECK(print_text(answers, true, true) == "a:\ncpu.stat: x 1\n\ty 2\ncpu.shares: 5\n\nb:\n\n");
    CHECK(print_text(answers, false, false) == "x 1\n\ty 2\n5\n");
    CHECK(print_json(answers) == "{\"groups\":[\n  {\"path\":\"a\",\"values\":{\"cpu.stat\":\"x 1\\u000ay 2\",\"cpu.shares\":\"5\"}},\n"
                                 "  {\"path\":\"b\",\"values\":{}}\n]}\n");
}

TEST_CASE("the mode of a host is told by its mounts") {
    Hierarchy v1{Version::v1, {"cpu"}, "", "/a", "/"}, v2{Version::v2, {"memory"}, "", "/b", "/"};
    CHECK(print_mode({{v1}, ""}) == "Legacy Mode (Cgroup v1 only).\n");
    CHECK(print_mode({{v2}, ""}) == "Unified Mode (Cgroup v2 only).\n");
    CHECK(print_mode({{v1, v2}, ""}) == "Hybrid mode (Cgroup v1/v2).\n");
    CHECK(print_versions({{v1, v2}, ""}) == "#Controller\tVersion\ncpu\t\t1\nmemory\t\t2\n");
    CHECK(print_mounts_json({{v1}, ""}, true, false) == "{\"mode\":\"legacy\"}\n");
    CHECK(print_mounts_json({{v2}, ""}, true, false) == "{\"mode\":\"unified\"}\n");
    CHECK(print_mounts_json({{v1, v2}, ""}, false, true) ==
          "{\"controllers\":[\n  {\"name\":\"cpu\",\"version\":1},\n  {\"name\":\"memory\",\"version\":2}\n]}\n");
    CHECK(print_mounts_json({{v1, v2}, ""}, true, true) ==
          "{\"mode\":\"hybrid\",\"controllers\":[\n  {\"name\":\"cpu\",\"version\":1},\n  {\"name\":\"memory\",\"version\":2}\n]}\n");
}
