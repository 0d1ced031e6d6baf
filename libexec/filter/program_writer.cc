// SPDX-License-Identifier: LGPL-2.1-or-later
#include "program_writer.hh"

#include <linux/bpf_common.h>

#include <algorithm>

namespace sandbox::filter {
namespace {

/// What jumps over is at most 255 instructions away, and the detour of a jump's other branch may come between.
constexpr std::size_t kReach = 254;

}  // namespace

ProgramWriter::Place ProgramWriter::append(std::uint32_t code, std::uint8_t yes, std::uint8_t no, std::uint32_t k) {
    code_.push_back({static_cast<std::uint16_t>(code), yes, no, k});
    return code_.size() - 1;
}

/// A place that does the same and that the next jump reaches.
ProgramWriter::Place ProgramWriter::near(Place target) {
    if (distance(target) <= kReach) return target;
    if (code_[target].code == (BPF_RET | BPF_K)) return write_return(code_[target].k);
    return append(BPF_JMP | BPF_JA, 0, 0, static_cast<std::uint32_t>(distance(target)));
}

/// What is written next has this behind it.
void ProgramWriter::go_on_at(Place next) {
    if (distance(next) != 0) append(BPF_JMP | BPF_JA, 0, 0, static_cast<std::uint32_t>(distance(next)));
}

ProgramWriter::Place ProgramWriter::write(std::uint16_t code, std::uint32_t k, Place next) {
    go_on_at(next);
    return append(code, 0, 0, k);
}

ProgramWriter::Place ProgramWriter::write_jump(std::uint16_t comparison, std::uint32_t k, Place yes, Place no) {
    yes = near(yes);
    no = near(no);
    return append(static_cast<std::uint32_t>(BPF_JMP | BPF_K | comparison), static_cast<std::uint8_t>(distance(yes)),
                  static_cast<std::uint8_t>(distance(no)), k);
}

ProgramWriter::Place ProgramWriter::write_return(std::uint32_t value) {
    auto [found, is_new] = returns_.try_emplace(value, code_.size());
    if (is_new || distance(found->second) > kReach) found->second = append(BPF_RET | BPF_K, 0, 0, value);
    return found->second;
}

Program ProgramWriter::take(Place entry) {
    go_on_at(entry);
    std::ranges::reverse(code_);
    return std::move(code_);
}

}  // namespace sandbox::filter
