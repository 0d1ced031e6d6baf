// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/detach_key.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace std::chrono_literals;

TEST_CASE("detach key: three Ctrl-] within a second, in however many pieces") {
    CHECK(DetachKey().take("\x1d\x1d\x1d", 0s));
    CHECK(DetachKey().take("abc\x1d\x1d\x1d", 0s));
    DetachKey key;
    CHECK_FALSE(key.take("\x1d", 5s));
    CHECK_FALSE(key.take("\x1d", 5500ms));
    CHECK(key.take("\x1d", 6s));
}

TEST_CASE("detach key: other keys between them, or too long a time, and it begins anew") {
    DetachKey key;
    CHECK_FALSE(key.take("\x1d\x1dx\x1d", 0s));
    CHECK_FALSE(key.take("\x1d", 100ms));
    CHECK(key.take("\x1d", 200ms));
    DetachKey slow;
    CHECK_FALSE(slow.take("\x1d\x1d", 0s));
    CHECK_FALSE(slow.take("\x1d", 1001ms));  // the first of three
    CHECK_FALSE(slow.take("\x1d", 1500ms));
    CHECK(slow.take("\x1d", 2s));
}
