// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/caps/spec.hh"

#include "value.hh"

#include <doctest/doctest.h>
#include <linux/capability.h>

using namespace sandbox;
using namespace sandbox::caps;

TEST_CASE("capability: a name with or without its prefix, in either case, is the kernel's number") {
    CHECK(*parse_capability(text("CAP_CHOWN")) == Capability{CAP_CHOWN});
    CHECK(*parse_capability(text("net_raw")) == Capability{CAP_NET_RAW});
    CHECK(*parse_capability(text("cap_Sys_Admin")) == Capability{CAP_SYS_ADMIN});
    CHECK(*parse_capability(text("MKNOD")) == Capability{CAP_MKNOD});
    CHECK(*parse_capability(text("SETFCAP")) == Capability{CAP_SETFCAP});
    CHECK(*parse_capability(text("CAP_CHECKPOINT_RESTORE")) == Capability{CAP_CHECKPOINT_RESTORE});
}

TEST_CASE("capability: every number prints as the name that reads as it") {
    for (unsigned number = 0; number <= CAP_CHECKPOINT_RESTORE; ++number) {
        INFO(number);
        CHECK(*parse_capability(text(name_of(Capability{number}))) == Capability{number});
    }
}

TEST_CASE("capability: what is none is refused, with the nearest") {
    CHECK(refusal(parse_capability(text("CAP_NET_ROW"))) == "\"CAP_NET_ROW\" is no capability; did you mean CAP_NET_RAW?");
    CHECK(refusal(parse_capability(text("everything"))) == "\"everything\" is no capability");
    CHECK(refusal(parse_capability(text(""))) == "\"\" is no capability");
    CHECK(refusal(parse_capability(text("CAP_CAP_CHOWN"))).starts_with("\"CAP_CAP_CHOWN\" is no capability"));
    CHECK(refusal(parse_capability(integer(0))) == "expected a string, found an integer");
}
