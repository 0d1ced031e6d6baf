// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/boot/contribute.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::boot;

TEST_CASE("boot: of the host's os-release the guest is told four fields, if they are plain words") {
    CHECK(parse_os_release("PRETTY_NAME=\"Debian 12\"\nID=debian\nVERSION_ID=\"12\"\nBUILD_ID='x-1'\nVARIANT_ID=a b\n") ==
          std::vector<std::string>{"ID=debian", "VERSION_ID=12", "BUILD_ID=x-1"});
    CHECK(parse_os_release("").empty());
    CHECK(parse_os_release("ID\nID=\nID=\"\nID=a\x1b[m\n#ID=x") .empty());
}

TEST_CASE("boot: the interface is there with the key, and wants a root") {
    Contributions none, all;
    Facts facts;
    CHECK(contribute(Spec{}, facts, "", none));
    CHECK(none.places.empty());
    Spec spec{.boot = {true, Origin::option("--boot")}};
    CHECK_FALSE(contribute(spec, facts, "", none));
    need(spec, facts);
    facts.uuid.set("01234567-89ab-cdef-0123-456789abcdef");
    facts.os_release.set({"ID=debian", "VARIANT_ID=server"});
    facts.os_release_file.set("/usr/lib/os-release");
    facts.passed.set(2);
    facts.passed_names.set("web:");
    REQUIRE(contribute(spec, facts, "/srv/debian", all));
    std::vector<std::string> names;
    for (const SetEnvironment& set : all.environment) names.push_back(set.name + "=" + set.value);
    CHECK(names == std::vector<std::string>{"CREDENTIALS_DIRECTORY=/run/host/credentials", "container=sandbox",
                                            "container_uuid=01234567-89ab-cdef-0123-456789abcdef", "NOTIFY_SOCKET=/run/host/notify",
                                            "container_host_id=debian", "container_host_variant_id=server", "LISTEN_FDS=2",
                                            "LISTEN_PID=1", "LISTEN_FDNAMES=web:"});
    CHECK(all.passed == 2);
    for (const Place& place : all.places)
        if (place.target != "/dev/console") CHECK(place.target.starts_with("/run/host"));
}

TEST_CASE("boot: an id is written with or without dashes, and is not all zero") {
    CHECK(*parse_machine_id("0123456789ABCDEF0123456789abcdef") == "01234567-89ab-cdef-0123-456789abcdef");
    CHECK(*parse_machine_id("01234567-89ab-cdef-0123-456789abcdef") == "01234567-89ab-cdef-0123-456789abcdef");
    for (const char* text : {"", "0123", "0123456789abcdef0123456789abcdeg", "0123456-789ab-cdef-0123-456789abcdef",
                             "00000000000000000000000000000000"})
        CHECK_FALSE(parse_machine_id(text));
}

TEST_CASE("boot: a credential is a name and a path") {
    CHECK(*parse_credential({.data = std::string("tls.key:/etc/a:b")}) == Credential{"tls.key", "/etc/a:b"});
    for (const char* text : {"", "a", "a:b", ":/a", ".a:/b", "a/b:/c", "..:/c"}) CHECK_FALSE(parse_credential({.data = std::string(text)}));
}
