// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/obstacles.hh"

#include <doctest/doctest.h>

using namespace sandbox;

static constexpr std::string_view kRoot = "24 1 0:5 / / rw - ext4 /dev/sda1 rw\n";
static constexpr std::string_view kProc = "25 24 0:6 / /proc rw - proc proc rw\n26 25 0:7 / /proc/sys/fs/binfmt_misc rw - autofs none rw\n";

static std::string operator+(std::string_view a, std::string_view b) {
    return std::string(a).append(b);
}

TEST_CASE("obstacles: what covers a part of /proc is named, and binfmt_misc covers nothing") {
    CHECK(proc_mask(kRoot + kProc) == "");
    CHECK(proc_mask(kRoot + kProc + "27 25 0:8 / /proc/kcore rw - devtmpfs none rw\n") == "/proc/kcore");
    CHECK(proc_mask("") == "");
}

TEST_CASE("obstacles: a root that no mount is at is a chroot's, and nothing is said where nothing can be read") {
    CHECK_FALSE(is_in_chroot(kRoot + kProc));
    CHECK(is_in_chroot(kProc));
    CHECK_FALSE(is_in_chroot(""));
}

TEST_CASE("obstacles: a sysctl has one line, and one that is not there has none") {
    CHECK(sysctl_text("/proc/sys/kernel/ostype") == "Linux");
    CHECK(sysctl_text("/proc/sys/kernel/no_such_sysctl") == "");
}
