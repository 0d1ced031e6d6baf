// SPDX-License-Identifier: LGPL-2.1-or-later
#include "evaluate.hh"

#include <linux/bpf_common.h>

#include <cstring>
#include <optional>

namespace sandbox::seccomp {
namespace {

/// The registers and scratch memory of the machine.
struct Machine {
    std::uint32_t accumulator = 0;
    std::uint32_t index = 0;
    std::uint32_t memory[BPF_MEMWORDS] = {};
};

using Value = std::optional<std::uint32_t>;

/// What LD and LDX load; nothing where seccomp forbids it.
Value loaded(const Machine& machine, const sock_filter& instruction, const seccomp_data& data) {
    std::uint32_t k = instruction.k;
    switch (BPF_MODE(instruction.code)) {
        case BPF_IMM: return k;
        case BPF_LEN: return sizeof(seccomp_data);
        case BPF_MEM: return k < BPF_MEMWORDS ? Value(machine.memory[k]) : Value();
        case BPF_ABS: {
            if (BPF_CLASS(instruction.code) != BPF_LD || k % 4 != 0 || k >= sizeof data) return std::nullopt;
            std::uint32_t word = 0;
            std::memcpy(&word, reinterpret_cast<const char*>(&data) + k, sizeof word);
            return word;
        }
        default: return std::nullopt;
    }
}

Value computed(std::uint32_t operation, std::uint32_t a, std::uint32_t b) {
    switch (operation) {
        case BPF_ADD: return a + b;
        case BPF_SUB: return a - b;
        case BPF_MUL: return a * b;
        case BPF_DIV: return b == 0 ? Value() : Value(a / b);
        case BPF_AND: return a & b;
        case BPF_OR: return a | b;
        case BPF_XOR: return a ^ b;
        case BPF_LSH: return b < 32 ? Value(a << b) : Value();
        case BPF_RSH: return b < 32 ? Value(a >> b) : Value();
        case BPF_NEG: return 0 - a;
        default: return std::nullopt;
    }
}

/// How many instructions a jump skips.
Value skipped(const Machine& machine, const sock_filter& instruction) {
    std::uint32_t a = machine.accumulator;
    std::uint32_t b = BPF_SRC(instruction.code) == BPF_X ? machine.index : instruction.k;
    auto branch = [&](bool taken) { return taken ? instruction.jt : instruction.jf; };
    switch (BPF_OP(instruction.code)) {
        case BPF_JA: return instruction.k;
        case BPF_JEQ: return branch(a == b);
        case BPF_JGT: return branch(a > b);
        case BPF_JGE: return branch(a >= b);
        case BPF_JSET: return branch((a & b) != 0);
        default: return std::nullopt;
    }
}

/// Stores `value` in `place`; false if there is none.
bool store(std::uint32_t& place, Value value) {
    if (value) place = *value;
    return value.has_value();
}

/// Executes all but jumps and RET; false where the kernel would not load the instruction.
bool step(Machine& machine, const sock_filter& instruction, const seccomp_data& data) {
    switch (BPF_CLASS(instruction.code)) {
        case BPF_LD:
            return BPF_SIZE(instruction.code) == BPF_W && store(machine.accumulator, loaded(machine, instruction, data));
        case BPF_LDX:
            return BPF_SIZE(instruction.code) == BPF_W && store(machine.index, loaded(machine, instruction, data));
        case BPF_ST: return instruction.k < BPF_MEMWORDS && store(machine.memory[instruction.k], machine.accumulator);
        case BPF_STX: return instruction.k < BPF_MEMWORDS && store(machine.memory[instruction.k], machine.index);
        case BPF_ALU: {
            std::uint32_t operand = BPF_SRC(instruction.code) == BPF_X ? machine.index : instruction.k;
            return store(machine.accumulator, computed(BPF_OP(instruction.code), machine.accumulator, operand));
        }
        case BPF_MISC:
            if (instruction.code == (BPF_MISC | BPF_TAX)) return store(machine.index, machine.accumulator);
            return instruction.code == (BPF_MISC | BPF_TXA) && store(machine.accumulator, machine.index);
        default: return false;
    }
}

}  // namespace

std::expected<std::uint32_t, std::string> evaluate(std::span<const sock_filter> program, const seccomp_data& data) {
    Machine machine;
    // Jumps only go forward, so this ends.
    for (std::size_t at = 0; at < program.size(); ++at) {
        const sock_filter& instruction = program[at];
        auto refused = [&] { return std::unexpected("instruction " + std::to_string(at) + " cannot be loaded"); };
        switch (BPF_CLASS(instruction.code)) {
            case BPF_RET: return BPF_RVAL(instruction.code) == BPF_A ? machine.accumulator : instruction.k;
            case BPF_JMP: {
                Value skip = skipped(machine, instruction);
                if (!skip) return refused();
                at += *skip;
                break;
            }
            default:
                if (!step(machine, instruction, data)) return refused();
        }
    }
    return std::unexpected("the program runs past its end");
}

}  // namespace sandbox::seccomp
