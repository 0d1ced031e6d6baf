// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/unit_property.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cgroups;

static constexpr std::uint64_t kMachine = 8 << 20;

static std::vector<std::string> printed(const Spec& spec, const Standing& standing = {}) {
    std::vector<std::string> all;
    for (const UnitProperty& property : unit_properties(spec, standing, kMachine)) all.push_back(print(property));
    return all;
}

template <class Value> static Given<Value> given(Value value) {
    return {value, Origin::option("-p")};
}

TEST_CASE("unit properties: what nobody wrote is the manager's") {
    CHECK(printed({}).empty());
    Spec limits;
    limits.memory_max = given(Amount{.bytes = 1 << 20});
    limits.cpu_quota = given(Quota{5000});
    CHECK(printed(limits).empty());
}

TEST_CASE("unit properties: weights and protections, in bytes") {
    Spec spec;
    spec.cpu_weight = given(Weight{20});
    spec.io_weight = given(Weight{300});
    spec.memory_min = given(Amount{.percent = 25});
    spec.memory_low = given(Amount{});
    CHECK(printed(spec) == std::vector<std::string>{"CPUWeight=20", "IOWeight=300", "MemoryMin=2097152", "MemoryLow=infinity"});
    spec.cpu_weight = given(Weight{0});
    CHECK(printed(spec)[0] == "CPUWeight=idle");
    Spec devices;
    devices.io_device_weight.items.push_back(given(DeviceLimit{"/dev/sda", 20}));
    CHECK(printed(devices) == std::vector<std::string>{"IODeviceWeight=/dev/sda 20"});
}

TEST_CASE("unit properties: a device's path as systemd takes it") {
    CHECK(device_path({.device = "/"}) == "/");
    CHECK(device_path({.device = "//dev/./../dev//null"}) == "/dev/null");
    CHECK(device_path({.device = "//nowhere/./x/"}) == "/nowhere/x");
}

TEST_CASE("unit properties: a tier's, unless a key says otherwise") {
    Standing standing{.weight = 200, .memory_low_percent = 10, .reason = {"Resources.Tier", {}}};
    CHECK(printed({}, standing) == std::vector<std::string>{"CPUWeight=200", "IOWeight=200", "MemoryLow=838860"});
    Spec spec;
    spec.cpu_weight = given(Weight{100});
    spec.memory_low = given(Amount{.bytes = 4096});
    CHECK(printed(spec, standing) == std::vector<std::string>{"CPUWeight=100", "IOWeight=200", "MemoryLow=4096"});
    CHECK(unit_properties(spec, standing, kMachine)[0].reason.setting == "Resources.CPUWeight");
    CHECK(unit_properties(spec, standing, kMachine)[1].reason.setting == "Resources.Tier");
}
