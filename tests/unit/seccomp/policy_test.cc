// SPDX-License-Identifier: LGPL-2.1-or-later
#include "policy.hh"

#include <doctest/doctest.h>
#include <seccomp.h>

#include <cerrno>
#include <initializer_list>

#include "syscall_name.hh"

using namespace sandbox::filter;

namespace {

Result<Policy> layers(std::initializer_list<const char*> texts) {
    Policy policy;
    for (const char* text : texts) {
        auto profile = parse(text, "p");
        REQUIRE_MESSAGE(profile, profile.error());
        if (auto done = add_layer(policy, profile->statements); !done) return std::unexpected(done.error());
    }
    return policy;
}

std::string refusal(std::initializer_list<const char*> texts) {
    auto policy = layers(texts);
    return policy ? "accepted" : policy.error();
}

}  // namespace

TEST_CASE("a name that no architecture knows is refused at its line") {
    CHECK(refusal({"allow read\nallow raed"}) == "p:2: no architecture has a system call 'raed'");
}

TEST_CASE("a call gets one verdict in a profile") {
    CHECK(refusal({"allow read\ndeny EPERM read"}) == "p:2: read already has a verdict from p:1");
}

TEST_CASE("conditions on one call must agree, and change something") {
    CHECK(refusal({"allow ioctl\ndeny EPERM ioctl when arg1 == 1\ndeny EINVAL ioctl when arg1 == 2"}) ==
          "p:3: conditions on ioctl must all have the same verdict");
    CHECK(refusal({"allow ioctl\nallow ioctl when arg1 == 1"}) ==
          "p:2: the condition on ioctl changes nothing: its other calls get the same verdict");
}

TEST_CASE("a later profile's verdict replaces all that was said about a call") {
    auto policy = layers({"allow clone\ndeny EPERM clone when arg0 & 1", "allow clone"});

    REQUIRE(policy);
    CHECK(policy->at("clone").otherwise == 0);
    CHECK(policy->at("clone").rules.empty());
}

TEST_CASE("a later profile's condition adds to what was said about a call") {
    auto policy = layers({"deny EPERM socket\nallow socket when arg0 == 1", "allow socket when arg0 == 2"});

    REQUIRE(policy);
    CHECK(policy->at("socket").otherwise == EPERM);
    CHECK(policy->at("socket").rules.size() == 2);
}

TEST_CASE("a later profile's condition with the verdict that the call has anyway is no rule") {
    auto policy = layers({"allow socket", "allow socket when arg0 == 2"});

    REQUIRE(policy);
    CHECK(policy->at("socket").rules.empty());
}

TEST_CASE("a call's number is the architecture's own, or none") {
    CHECK(system_call_number("open", SCMP_ARCH_X86_64) == 2);
    CHECK(system_call_number("open", SCMP_ARCH_AARCH64) == std::nullopt);
    CHECK(system_call_number("openat", SCMP_ARCH_AARCH64) == 56);
    CHECK(system_call_number("mseal", SCMP_ARCH_X86_64) == 462);
    CHECK(system_call_number("mseal", SCMP_ARCH_AARCH64) == 462);
    CHECK(system_call_number("uretprobe", SCMP_ARCH_X86_64) == 335);
    CHECK(system_call_number("uretprobe", SCMP_ARCH_AARCH64) == std::nullopt);
    CHECK(is_system_call("vm86"));
    CHECK_FALSE(is_system_call("vm87"));
}
