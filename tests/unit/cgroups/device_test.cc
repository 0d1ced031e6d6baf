// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/device_filter.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cgroups;

namespace {

struct Request {
    char kind;
    unsigned major, minor;
    const char* access;
};

/// What the program answers: the few instructions that it is made of, walked here.
bool allows(const std::vector<bpf_insn>& program, const Request& request) {
    std::uint64_t registers[11] = {};
    std::uint32_t access = 0;
    for (const char* c = request.access; *c != '\0'; ++c) access |= *c == 'm' ? 1u : *c == 'r' ? 2u : 4u;
    const std::uint32_t context[3] = {access << 16 | (request.kind == 'c' ? 2u : 1u), request.major, request.minor};
    for (std::size_t at = 0; at < program.size(); ++at) {
        const bpf_insn& step = program[at];
        switch (step.code) {
        case BPF_LDX | BPF_MEM | BPF_W: registers[step.dst_reg] = context[step.off / 4]; break;
        case BPF_ALU | BPF_AND | BPF_K: registers[step.dst_reg] &= static_cast<std::uint32_t>(step.imm); break;
        case BPF_ALU | BPF_RSH | BPF_K: registers[step.dst_reg] >>= step.imm; break;
        case BPF_ALU64 | BPF_MOV | BPF_X: registers[step.dst_reg] = registers[step.src_reg]; break;
        case BPF_ALU64 | BPF_MOV | BPF_K: registers[step.dst_reg] = static_cast<std::uint64_t>(step.imm); break;
        case BPF_JMP | BPF_JNE | BPF_K:
            if (registers[step.dst_reg] != static_cast<std::uint64_t>(step.imm)) at += static_cast<std::size_t>(step.off);
            break;
        case BPF_JMP | BPF_EXIT: return registers[0] != 0;
        default: FAIL("an instruction that the filter should not have");
        }
    }
    FAIL("the program ran over its end");
    return false;
}

}  // namespace

TEST_CASE("rules: auto with a list is closed, and what is listed besides") {
    DeviceRule memory{DeviceRule::Kind::character, "mem", "r"};
    auto rules = access_rules(DevicePolicy::automatic, std::span(&memory, 1));
    REQUIRE(rules);
    CHECK(*rules == access_rules(DevicePolicy::closed, std::span(&memory, 1)).value());
    CHECK(rules->size() > 8);
}

TEST_CASE("rules: closed has what a sandbox's /dev has, strict nothing, listed drivers are found") {
    CHECK(access_rules(DevicePolicy::strict, {})->empty());
    CHECK(access_rules(DevicePolicy::closed, {})->size() == 8);
    DeviceRule memory{DeviceRule::Kind::character, "mem", "r"};
    auto rules = access_rules(DevicePolicy::strict, std::span(&memory, 1));
    REQUIRE(rules);
    CHECK(print(rules->at(0)) == "c 1:* r");
    DeviceRule none{DeviceRule::Kind::character, "no-such-driver", "r"};
    CHECK(access_rules(DevicePolicy::strict, std::span(&none, 1)).error().message() ==
          "this kernel has no driver \"no-such-driver\" (/proc/devices)");
    DeviceRule file{DeviceRule::Kind::path, "/dev/null/x", "r"};
    CHECK_FALSE(access_rules(DevicePolicy::strict, std::span(&file, 1)).has_value());
}

TEST_CASE("filter: every rule lets through its numbers and its access, and nothing else") {
    std::vector<AccessRule> rules{{'c', 1, 3, "rw"}, {'c', 136, std::nullopt, "r"}, {'b', std::nullopt, std::nullopt, "m"}};
    auto program = assemble_device_filter(rules);
    CHECK(allows(program, {'c', 1, 3, "r"}));
    CHECK(allows(program, {'c', 1, 3, "rw"}));
    CHECK_FALSE(allows(program, {'c', 1, 3, "rwm"}));
    CHECK_FALSE(allows(program, {'c', 1, 4, "r"}));
    CHECK_FALSE(allows(program, {'b', 1, 3, "r"}));
    CHECK(allows(program, {'c', 136, 0, "r"}));
    CHECK(allows(program, {'c', 136, 77, "r"}));
    CHECK_FALSE(allows(program, {'c', 136, 0, "w"}));
    CHECK(allows(program, {'b', 8, 0, "m"}));
    CHECK_FALSE(allows(program, {'b', 8, 0, "rm"}));
    CHECK_FALSE(allows(program, {'c', 10, 229, "r"}));
}

TEST_CASE("filter: without rules nothing may be opened") {
    CHECK_FALSE(allows(assemble_device_filter({}), {'c', 1, 3, "r"}));
}

TEST_CASE("block device: a character device and a file in memory have none") {
    CHECK(block_device_of("/dev/null").error().message() == "/dev/null is a character device");
    CHECK(block_device_of("/proc/self/status").error().message() ==
          "/proc/self/status lies on a file system that has no block device of its own");
}
