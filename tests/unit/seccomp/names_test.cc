// SPDX-License-Identifier: LGPL-2.1-or-later
#include "names.hh"

#include "syscall_name.hh"

#include <doctest/doctest.h>

using namespace sandbox::filter;

TEST_CASE("names: each number leads to the name that leads to it, those that libseccomp is too old for too") {
    for (const char* name : {"read", "ptrace", "clone3", "fchmodat2", "listns"}) {
        auto number = system_call_number(name, native_architecture());
        REQUIRE(number);
        CHECK(system_call_name(*number, native_architecture()) == name);
    }
    CHECK_FALSE(system_call_name(511, native_architecture()));
}

TEST_CASE("names: the header has both tables, and no name where there is no call") {
    auto header = print_names();
    for (const char* part : {"kNativeCalls[] = {\n", "kCompatCalls[] = {\n", "    \"ptrace\",\n", "    nullptr,\n"}) CHECK(header.find(part) != header.npos);
}
