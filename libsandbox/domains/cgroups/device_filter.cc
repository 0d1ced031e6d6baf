// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/device_filter.hh"

#include "core/file.hh"

#include <cstddef>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sandbox::cgroups {
namespace {

constexpr unsigned kContext = BPF_REG_1, kType = BPF_REG_2, kAccess = BPF_REG_3, kMajor = BPF_REG_4, kMinor = BPF_REG_5,
                   kScratch = BPF_REG_6;

bpf_insn instruction(unsigned code, unsigned to, unsigned from, std::size_t offset, std::uint32_t number) {
    bpf_insn made{};
    made.code = code & 0xffu;
    made.dst_reg = to & 15u;
    made.src_reg = from & 15u;
    made.off = static_cast<std::int16_t>(offset);
    made.imm = static_cast<std::int32_t>(number);
    return made;
}
bpf_insn load_word(unsigned to, std::size_t offset) {
    return instruction(BPF_LDX | BPF_MEM | BPF_W, to, kContext, offset, 0);
}
bpf_insn with_number(unsigned operation, unsigned to, std::uint32_t number) {
    return instruction(BPF_ALU | operation | BPF_K, to, 0, 0, number);
}
bpf_insn copy(unsigned to, unsigned from) {
    return instruction(BPF_ALU64 | BPF_MOV | BPF_X, to, from, 0, 0);
}
/// Jumps over `count` instructions unless the register is the number.
bpf_insn skip_unless(unsigned which, std::uint32_t number, std::size_t count) {
    return instruction(BPF_JMP | BPF_JNE | BPF_K, which, 0, count, number);
}

std::uint32_t access_bits(const std::string& access) {
    std::uint32_t bits = 0;
    for (char c : access) bits |= c == 'r' ? BPF_DEVCG_ACC_READ : c == 'w' ? BPF_DEVCG_ACC_WRITE : BPF_DEVCG_ACC_MKNOD;
    return bits;
}

/// Answers: 1 may, 0 may not.
void answer(std::vector<bpf_insn>& program, std::uint32_t verdict) {
    program.push_back(instruction(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, 0, 0, verdict));
    program.push_back(instruction(BPF_JMP | BPF_EXIT, 0, 0, 0, 0));
}

void add_rule(std::vector<bpf_insn>& program, const AccessRule& rule) {
    // What is behind a test in this rule: the tests after it, and the answer's two.
    std::size_t rest = 2 + (rule.major ? 1u : 0u) + (rule.minor ? 1u : 0u);
    program.push_back(skip_unless(kType, rule.kind == 'c' ? BPF_DEVCG_DEV_CHAR : BPF_DEVCG_DEV_BLOCK, rest + 3));
    program.push_back(copy(kScratch, kAccess));
    program.push_back(with_number(BPF_AND, kScratch, ~access_bits(rule.access)));
    program.push_back(skip_unless(kScratch, 0, rest));
    if (rule.major) program.push_back(skip_unless(kMajor, *rule.major, --rest));
    if (rule.minor) program.push_back(skip_unless(kMinor, *rule.minor, --rest));
    answer(program, 1);
}

long bpf(int command, bpf_attr& attributes) {
    return ::syscall(SYS_bpf, command, &attributes, sizeof attributes);
}

}  // namespace

std::vector<bpf_insn> assemble_device_filter(std::span<const AccessRule> rules) {
    std::vector<bpf_insn> program{
        load_word(kType, offsetof(bpf_cgroup_dev_ctx, access_type)), load_word(kAccess, offsetof(bpf_cgroup_dev_ctx, access_type)),
        with_number(BPF_AND, kType, 0xffff), with_number(BPF_RSH, kAccess, 16),
        load_word(kMajor, offsetof(bpf_cgroup_dev_ctx, major)), load_word(kMinor, offsetof(bpf_cgroup_dev_ctx, minor))};
    for (const AccessRule& rule : rules) add_rule(program, rule);
    answer(program, 0);
    return program;
}

Result<void> attach_device_filter(const Group& group, std::span<const AccessRule> rules) {
    auto program = assemble_device_filter(rules);
    bpf_attr load{};
    load.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE;
    load.insns = reinterpret_cast<std::uintptr_t>(program.data());
    load.insn_cnt = static_cast<std::uint32_t>(program.size());
    load.license = reinterpret_cast<std::uintptr_t>("LGPL");
    UniqueFd filter(static_cast<int>(bpf(BPF_PROG_LOAD, load)));
    if (!filter) return fail(Error::from_errno("load a device filter").hint("it needs root and CONFIG_CGROUP_BPF"));

    auto directory = TRY(open_file(group.directory(), O_RDONLY | O_DIRECTORY));
    bpf_attr attach{};
    attach.target_fd = static_cast<std::uint32_t>(directory.get());
    attach.attach_bpf_fd = static_cast<std::uint32_t>(filter.get());
    attach.attach_type = BPF_CGROUP_DEVICE;
    attach.attach_flags = BPF_F_ALLOW_MULTI;
    if (bpf(BPF_PROG_ATTACH, attach) < 0) return fail(Error::from_errno("attach a device filter to " + group.directory()));
    return {};
}

}  // namespace sandbox::cgroups
