// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/config.hh"

#include <doctest/doctest.h>

using namespace sandbox::cgroup;

static std::string refusal(std::string_view text) {
    auto config = parse_config(text);
    return config ? "" : config.error().detail;
}

TEST_CASE("cgconfig.conf: every kind of block is read") {
    auto config = parse_config(R"(# a comment
mount { cpu = /sys/fs/cgroup/cpu; "name=own" = /mnt/own; }
namespace { pids = a/b; }
systemd { slice = a.slice; scope = b.scope; setdefault = yes; }
systemd { slice = a.slice; scope = c.scope; }
default { perm { admin { uid = 0; gid = root; } } }
group daemons/www {
    perm {
        task { uid = alice; gid = users; fperm = 770 }
        admin { uid = root; gid = root; dperm = 755; fperm = 744; }
    }
    cpu { cpu.shares = 1000; cpu.max = "max 100000"; }
    "name=own" { }
}
template users/%u { pids { pids.max = 10; } })");

    REQUIRE(config);
    CHECK(config->mounts == Assignments{{"cpu", "/sys/fs/cgroup/cpu"}, {"name=own", "/mnt/own"}});
    CHECK(config->namespaces == Assignments{{"pids", "a/b"}});
    CHECK(config->systemd == std::vector<Assignments>{{{"slice", "a.slice"}, {"scope", "b.scope"}, {"setdefault", "yes"}},
                                                      {{"slice", "a.slice"}, {"scope", "c.scope"}}});
    CHECK(config->default_perm->admin.user == "0");
    REQUIRE(config->groups.size() == 1);
    const GroupBlock& group = config->groups[0];
    CHECK(group.name == "daemons/www");
    CHECK(group.perm->task == PermissionText{"alice", "users", "", "770"});
    CHECK(group.perm->admin == PermissionText{"root", "root", "755", "744"});
    CHECK(group.controllers == std::vector<ControllerBlock>{{"cpu", {{"cpu.shares", "1000"}, {"cpu.max", "max 100000"}}}, {"name=own", {}}});
    CHECK(config->templates[0].name == "users/%u");
}

TEST_CASE("cgconfig.conf: a quoted value may have lines, braces and comment signs") {
    auto config = parse_config("group \"a b\" { devices { devices.allow = \"a\nb #{}=;\"; } }");
    REQUIRE(config);
    CHECK(config->groups[0].name == "a b");
    CHECK(config->groups[0].controllers[0].settings[0].value == "a\nb #{}=;");
}

TEST_CASE("cgconfig.conf: nothing is a configuration") {
    CHECK(parse_config(""));
    CHECK(parse_config("# only a comment"));
}

TEST_CASE("cgconfig.conf: what is wrong is told by line and column") {
    CHECK(refusal("group x {\n    pids ( }") == "2:10: expected \"{\", not \"(\"");
    CHECK(refusal("group x { pids { pids.max 7; } }") == "1:27: expected \"=\", not \"7\"");
    CHECK(refusal("group x { pids { pids.max = 7 pids.max = 8; } }") == "1:31: expected \";\", not \"pids.max\"");
    CHECK(refusal("group x { pids {") == "1:17: expected a name, not the end of the file");
    CHECK(refusal("group x { }") == "1:11: expected a controller, or perm, not \"}\"");
    CHECK(refusal("grup x { }") == "1:1: expected mount, group, template, default, namespace or systemd, not \"grup\"");
    CHECK(refusal("group x { perm { task { dperm = 7; } } }") == "1:25: expected uid, gid or fperm, not \"dperm\"");
    CHECK(refusal("group x { perm { other { } } }") == "1:18: expected task or admin, not \"other\"");
    CHECK(refusal("default { admin { } }") == "1:11: expected perm, not \"admin\"");
    CHECK(refusal("group \"x") == "1:7: the quoted text does not end");
    CHECK(refusal("{") == "1:1: expected mount, group, template, default, namespace or systemd, not \"{\"");
}
