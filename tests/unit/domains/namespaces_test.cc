// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/namespaces/spec.hh"

#include "value.hh"

#include <doctest/doctest.h>
#include <sched.h>

using namespace sandbox;
using namespace sandbox::namespaces;

TEST_CASE("namespace: a kind's name is its clone flag") {
    CHECK(*parse_type(text("mount")) == Type{CLONE_NEWNS});
    CHECK(*parse_type(text("pid")) == Type{CLONE_NEWPID});
    CHECK(*parse_type(text("ipc")) == Type{CLONE_NEWIPC});
    CHECK(*parse_type(text("uts")) == Type{CLONE_NEWUTS});
    CHECK(*parse_type(text("net")) == Type{CLONE_NEWNET});
    CHECK(*parse_type(text("user")) == Type{CLONE_NEWUSER});
    CHECK(*parse_type(text("cgroup")) == Type{CLONE_NEWCGROUP});
    CHECK(refusal(parse_type(text("network"))) == "\"network\" is none of mount, pid, ipc, uts, net, user, cgroup");
    CHECK(refusal(parse_type(text("pdi"))) == "\"pdi\" is none of mount, pid, ipc, uts, net, user, cgroup; did you mean pid?");
    CHECK(names_of(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID) == "mount, pid, user");
    CHECK(names_of(0) == "");
}

TEST_CASE("host name: letters, digits, - and ., at most 64, or empty for the host's") {
    for (const char* name : {"", "a", "web-1.example", "UPPER", "1", "a-", "a."}) {
        INFO(name);
        CHECK(*parse_hostname(name) == name);
    }
    CHECK(parse_hostname(std::string(64, 'a')));
    CHECK_FALSE(parse_hostname(std::string(65, 'a')));
    for (const char* name : {"-a", ".a", "a b", "a_b", "a/b", "a\nb", "a\x1b", "\xc3\xa9", "a:b", "(none)"}) {
        INFO(name);
        CHECK(refusal(parse_hostname(name)).ends_with(" is not a host name: letters, digits, - and ., at most 64"));
    }
    CHECK(refusal(parse_hostname("a\nb")) == "\"a\\x0ab\" is not a host name: letters, digits, - and ., at most 64");
}
