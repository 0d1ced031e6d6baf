// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/advice.hh"

#include <doctest/doctest.h>

using namespace sandbox::classic;

TEST_CASE("advice: the sysctl that forbids user namespaces is named") {
    CHECK(advice_for("unshare failed: No space left on device", {.max_user_namespaces = "0"}).find("user.max_user_namespaces is 0") !=
          std::string::npos);
    CHECK(advice_for("unshare failed: Operation not permitted", {.unprivileged_clone = "0"}).find("unprivileged_userns_clone") !=
          std::string::npos);
    CHECK(advice_for("write failed /proc/self/uid_map: Operation not permitted", {.apparmor_userns = "1"}).find("AppArmor") !=
          std::string::npos);
}

TEST_CASE("advice: a masked /proc is told by the mount that masks it") {
    CHECK(advice_for("mount /proc failed: Operation not permitted", {.masked_proc = "/proc/kcore", .has_others_pids = true}).ends_with("add --pid --fork"));
    auto advice = advice_for("mount /proc failed: Operation not permitted", {.masked_proc = "/proc/kcore"});
    CHECK(advice.find("/proc/kcore") != std::string::npos);
    CHECK(advice_for("mount /proc failed: Operation not permitted", {}).find("--pid --fork") != std::string::npos);
}

TEST_CASE("advice: what has no known cause gets none") {
    CHECK(advice_for("failed to execute x: No such file or directory", {}).empty());
    CHECK(advice_for("unshare failed: Invalid argument", {}).empty());
}
