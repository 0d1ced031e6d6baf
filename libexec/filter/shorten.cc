// SPDX-License-Identifier: LGPL-2.1-or-later
#include "shorten.hh"

#include <linux/bpf_common.h>

#include <bit>
#include <cstdint>

namespace sandbox::filter {
namespace {

constexpr std::size_t kLongestJump = 255;
constexpr std::uint16_t kIfBits = BPF_JMP | BPF_JSET | BPF_K;

bool is_load(const sock_filter& instruction) { return instruction.code == (BPF_LD | BPF_W | BPF_ABS); }

bool is_branch(const sock_filter& instruction) {
    return BPF_CLASS(instruction.code) == BPF_JMP && BPF_OP(instruction.code) != BPF_JA;
}

/// Where a jump to `place` may go as well: behind comparisons of nothing, if their accumulator is not used there.
std::size_t destination(const Program& program, std::size_t place) {
    while (place + 2 < program.size()) {
        const sock_filter& mask = program[place + 1];
        const sock_filter& comparison = program[place + 2];
        bool is_nothing = is_load(program[place]) && mask.code == (BPF_ALU | BPF_AND | BPF_K) && mask.k == 0 &&
                          comparison.code == (BPF_JMP | BPF_JEQ | BPF_K);
        if (!is_nothing) return place;
        std::size_t next = place + 3 + (comparison.k == 0 ? comparison.jt : comparison.jf);
        if (next >= program.size() || !is_load(program[next])) return place;
        place = next;
    }
    return place;
}

void redirect(const Program& program, std::size_t from, __u8& offset) {
    std::size_t skipped = destination(program, from + 1 + offset) - from - 1;
    if (skipped <= kLongestJump) offset = static_cast<__u8>(skipped);
}

/// Whether what follows looks at nothing that was in the accumulator before.
bool is_fresh(const sock_filter& instruction) {
    return is_load(instruction) || instruction.code == (BPF_RET | BPF_K);
}

/// Whether some jump goes to each instruction.
std::vector<bool> jump_targets(const Program& program) {
    std::vector<bool> is_target(program.size() + 1);
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (is_branch(program[i])) is_target[i + 1 + program[i].jt] = is_target[i + 1 + program[i].jf] = true;
        else if (BPF_CLASS(program[i].code) == BPF_JMP) is_target[i + 1 + program[i].k] = true;
    }
    return is_target;
}

/// Makes `load, and BIT, jump if equal to BIT` at `place` a `load, jump if BIT is set`; if the other way leads to one more
/// such test of the same word with the same end, a test of both. No jump may go to the `and`. Works on what follows first.
void merge_bits(Program& program, std::size_t place) {
    const sock_filter& bit = program[place + 1];
    const sock_filter& comparison = program[place + 2];
    bool is_bit_test = is_load(program[place]) && bit.code == (BPF_ALU | BPF_AND | BPF_K) && std::has_single_bit(bit.k) &&
                       comparison.code == (BPF_JMP | BPF_JEQ | BPF_K) && comparison.k == bit.k;
    if (!is_bit_test) return;
    std::size_t yes = place + 3 + comparison.jt;
    std::size_t no = place + 3 + comparison.jf;
    if (!is_fresh(program[yes]) || !is_fresh(program[no])) return;
    std::uint32_t bits = bit.k;
    if (is_load(program[no]) && program[no].k == program[place].k && program[no + 1].code == kIfBits) {
        const sock_filter& next = program[no + 1];
        if (no + 2 + next.jt == yes) {
            bits |= next.k;
            no += 2 + std::size_t{next.jf};
        }
    }
    yes -= place + 2;
    no -= place + 2;
    if (yes > kLongestJump || no > kLongestJump) return;
    program[place + 1] = {kIfBits, static_cast<__u8>(yes), static_cast<__u8>(no), bits};
}

/// Whether each instruction can be reached. Jumps only go forward, so one pass finds out.
std::vector<bool> reachable(const Program& program) {
    std::vector<bool> is_reached(program.size() + 1);
    is_reached[0] = true;
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (!is_reached[i] || BPF_CLASS(program[i].code) == BPF_RET) continue;
        if (is_branch(program[i])) {
            is_reached[i + 1 + program[i].jt] = true;
            is_reached[i + 1 + program[i].jf] = true;
        } else {
            is_reached[i + 1 + (BPF_CLASS(program[i].code) == BPF_JMP ? program[i].k : 0)] = true;
        }
    }
    return is_reached;
}

Program without_unreachable(const Program& program) {
    std::vector<bool> is_reached = reachable(program);
    std::vector<std::size_t> kept_before = {0};
    for (std::size_t i = 0; i < program.size(); ++i) kept_before.push_back(kept_before[i] + (is_reached[i] ? 1 : 0));
    auto kept_between = [&](std::size_t from, std::size_t skipped) {
        return kept_before[from + 1 + skipped] - kept_before[from + 1];
    };
    Program shorter;
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (!is_reached[i]) continue;
        sock_filter& instruction = shorter.emplace_back(program[i]);
        if (is_branch(instruction)) {
            instruction.jt = static_cast<__u8>(kept_between(i, instruction.jt));
            instruction.jf = static_cast<__u8>(kept_between(i, instruction.jf));
        } else if (BPF_CLASS(instruction.code) == BPF_JMP) {
            instruction.k = static_cast<__u32>(kept_between(i, instruction.k));
        }
    }
    return shorter;
}

}  // namespace

Program shorten(Program program) {
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (!is_branch(program[i])) continue;
        redirect(program, i, program[i].jt);
        redirect(program, i, program[i].jf);
    }
    const std::vector<bool> is_target = jump_targets(program);
    for (std::size_t place = program.size(); place-- > 0;)
        if (place + 2 < program.size() && !is_target[place + 1]) merge_bits(program, place);
    return without_unreachable(program);
}

}  // namespace sandbox::filter
