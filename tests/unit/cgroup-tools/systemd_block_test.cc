// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/systemd_block.hh"

#include <doctest/doctest.h>

using namespace sandbox::cgroup;

TEST_CASE("systemd{}: slice and scope are needed, the default and a process may be named") {
    CHECK(read_systemd({{"slice", "a.slice"}, {"scope", "b.scope"}}) == ScopeWish{.path = "a.slice/b.scope"});
    CHECK(read_systemd({{"scope", "b.scope"}, {"slice", "a.slice"}, {"setdefault", "yes"}, {"pid", "12"}}) ==
          ScopeWish{.path = "a.slice/b.scope", .process = 12, .as_default = Default::set});
    CHECK(read_systemd({{"slice", "a.slice"}, {"scope", "b.scope"}, {"setdefault", "Yes"}}) ==
          ScopeWish{.path = "a.slice/b.scope", .as_default = Default::set});
    CHECK(read_systemd({{"slice", "a.slice"}, {"scope", "b.scope"}, {"setdefault", "NO"}}) == ScopeWish{.path = "a.slice/b.scope"});
}

TEST_CASE("systemd{}: what is wrong is said in libcgroup's words") {
    auto detail = [](const Assignments& block) { return read_systemd(block).error().detail; };
    CHECK(detail({{"slice", "a"}}) == "Invalid systemd configuration slice value a");
    CHECK(detail({{"scope", "b.slice"}}) == "Invalid systemd configuration scope value b.slice");
    CHECK(detail({{"slice", "a.slice"}}) == "Invalid systemd setting, missing scope name.");
    CHECK(detail({{"pid", "12"}}) == "Invalid systemd setting, missing slice name.");
    CHECK(detail({{"slice", "a.slice"}, {"scope", "b.scope"}, {"setdefault", "1"}}) == "Invalid systemd configuration setdefault value 1");
    CHECK(detail({{"slice", "a.slice"}, {"scope", "b.scope"}, {"pid", "0"}}) == "Invalid systemd configuration pid value 0");
    CHECK(detail({{"slice", "a.slice"}, {"scope", "b.scope"}, {"pid", "1"}}) == "Invalid systemd configuration pid value 1");
    CHECK(detail({{"other", "x"}}) == "Invalid systemd configuration other");
}
