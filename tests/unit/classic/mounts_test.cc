// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/mounts.hh"

#include <doctest/doctest.h>
#include <sys/mount.h>

using namespace sandbox::classic;

TEST_CASE("mounts: propagation has four words, and each is recursive but unchanged") {
    CHECK(parse_propagation("private") == (MS_REC | MS_PRIVATE));
    CHECK(parse_propagation("shared") == (MS_REC | MS_SHARED));
    CHECK(parse_propagation("slave") == (MS_REC | MS_SLAVE));
    CHECK(parse_propagation("unchanged") == 0ul);
    for (const char* word : {"", "Private", "rprivate", "unbindable"}) CHECK_FALSE(parse_propagation(word));
}

TEST_CASE("mounts: an interpreter is opened at once only by the flag F, whatever the separator") {
    CHECK(opens_at_once(":name:M:0:magic:mask:/bin/x:F"));
    CHECK(opens_at_once(",name,M,0,magic,mask,/bin/x,OCF"));
    CHECK_FALSE(opens_at_once(":name:M:0:magic:mask:/bin/F:"));
    CHECK_FALSE(opens_at_once(":name:M:0:magic:mask:/bin/x:OC"));
    CHECK_FALSE(opens_at_once(""));
}
