// SPDX-License-Identifier: LGPL-2.1-or-later
#include "flatten.hh"

#include <linux/bpf_common.h>
#include <linux/seccomp.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "program_writer.hh"
#include "range_tree.hh"

namespace sandbox::filter {
namespace {

using Place = ProgramWriter::Place;

constexpr std::uint16_t kLoad = BPF_LD | BPF_W | BPF_ABS;
constexpr std::uint16_t kReturn = BPF_RET | BPF_K;
constexpr std::uint16_t kJump = BPF_JMP | BPF_JA;

bool is_load_of(const sock_filter& instruction, std::size_t field) {
    return instruction.code == kLoad && instruction.k == field;
}

bool is_comparison(const sock_filter& instruction) {
    return BPF_CLASS(instruction.code) == BPF_JMP && instruction.code != kJump;
}

/// What filters are made of: nothing that keeps a value for later, no comparison with one.
bool is_plain(const sock_filter& instruction) {
    bool is_constant = BPF_SRC(instruction.code) == BPF_K;
    return instruction.code == kLoad || instruction.code == kReturn || instruction.code == kJump ||
           instruction.code == (BPF_ALU | BPF_AND | BPF_K) || (is_comparison(instruction) && is_constant);
}

/// Where a comparison with a known number goes on; nothing: it is no comparison by order.
std::optional<std::size_t> next_of(const sock_filter& comparison, std::uint32_t number) {
    switch (comparison.code) {
    case BPF_JMP | BPF_JEQ | BPF_K: return number == comparison.k ? comparison.jt : comparison.jf;
    case BPF_JMP | BPF_JGT | BPF_K: return number > comparison.k ? comparison.jt : comparison.jf;
    case BPF_JMP | BPF_JGE | BPF_K: return number >= comparison.k ? comparison.jt : comparison.jf;
    default: return std::nullopt;
    }
}

/// What a number leads to.
struct Fate {
    std::size_t place;     ///< a return, or the first look at an argument
    std::uint32_t number;  ///< one of those that have this fate
};

/// Equal for what is written alike.
using Key = std::vector<std::size_t>;

class Flattener {
public:
    explicit Flattener(const Program& program) : program_(program) {}

    /// Nothing: the program is of a kind that is not flattened.
    std::optional<Program> run() {
        auto foreign = foreign_verdict();
        if (!foreign || !std::ranges::all_of(program_, is_plain) || !find_fates()) return std::nullopt;
        auto tree = write_range_tree(writer_, ranges_, 0, [&](std::uint32_t value) { return write(fates_[value].place, fates_[value].number); });
        if (!tree) return std::nullopt;
        Place native = writer_.write(kLoad, offsetof(seccomp_data, nr), *tree);
        Place other = writer_.write_return(*foreign);
        Place entry = writer_.write_jump(BPF_JEQ, architecture(), native, other);
        return writer_.take(writer_.write(kLoad, offsetof(seccomp_data, arch), entry));
    }

private:
    std::uint32_t architecture() const { return program_[1].k; }

    /// What every architecture but the one that the program begins with gets, if that is one verdict.
    std::optional<std::uint32_t> foreign_verdict() const {
        bool begins_so = program_.size() > 2 && is_load_of(program_[0], offsetof(seccomp_data, arch)) &&
                         program_[1].code == (BPF_JMP | BPF_JEQ | BPF_K);
        if (!begins_so) return std::nullopt;
        std::size_t place = 2 + std::size_t{program_[1].jf};
        while (program_[place].code == kJump) place += 1 + program_[place].k;
        return program_[place].code == kReturn ? std::optional(program_[place].k) : std::nullopt;
    }

    /// From a place that uses nothing loaded before, to where the number's verdict is, or its arguments count. Nothing: it
    /// calculates with the number.
    std::optional<std::size_t> follow(std::size_t place, std::uint32_t number) const {
        std::optional<std::uint32_t> accumulator;
        for (;; ++place) {
            const sock_filter& one = program_[place];
            bool looks_at_call = is_look_at_call(one);
            if (one.code == kReturn || (one.code == kLoad && !looks_at_call)) return place;
            if (one.code == kJump) {
                place += one.k;
            } else if (looks_at_call) {
                accumulator = one.k == offsetof(seccomp_data, nr) ? number : architecture();
            } else {
                auto skipped = is_comparison(one) && accumulator ? next_of(one, *accumulator) : std::nullopt;
                if (!skipped) return std::nullopt;
                place += *skipped;
            }
        }
    }

    static bool is_look_at_call(const sock_filter& one) {
        return is_load_of(one, offsetof(seccomp_data, nr)) || is_load_of(one, offsetof(seccomp_data, arch));
    }

    /// Between the constants that the program compares with all numbers are alike.
    std::set<std::uint32_t> limits() const {
        std::set<std::uint32_t> limits{0};
        for (const sock_filter& one : program_) {
            if (!is_comparison(one)) continue;
            limits.insert(one.k);
            if (one.k != std::numeric_limits<std::uint32_t>::max()) limits.insert(one.k + 1);
        }
        return limits;
    }

    bool find_fates() {
        std::map<Key, std::uint32_t> known;
        for (std::uint32_t first : limits()) {
            auto place = follow(0, first);
            auto key = place ? key_of(*place, first) : std::nullopt;
            if (!key) return false;
            auto [found, is_new] = known.try_emplace(*std::move(key), static_cast<std::uint32_t>(fates_.size()));
            if (is_new) fates_.push_back({*place, first});
            if (!ranges_.empty()) ranges_.back().last = first - 1;
            ranges_.push_back({first, std::numeric_limits<std::uint32_t>::max(), found->second});
        }
        return true;
    }

    /// A return's value; or the place, and where each look at the call behind it leads.
    std::optional<Key> key_of(std::size_t place, std::uint32_t number) const {
        if (program_[place].code == kReturn) return Key{program_.size(), program_[place].k};
        Key key{place};
        for (std::size_t later = place; later < program_.size(); ++later) {
            if (!is_look_at_call(program_[later])) continue;
            auto leads_to = follow(later, number);
            if (!leads_to) return std::nullopt;
            key.push_back(*leads_to);
        }
        return key;
    }

    /// What is left from a place on for a number. What is the same for several is written once.
    Place write(std::size_t place, std::uint32_t number) {
        const sock_filter& one = program_[place];
        if (one.code == kReturn) return writer_.write_return(one.k);
        if (one.code == kJump) return write(place + 1 + one.k, number);
        if (is_look_at_call(one)) return write(follow(place, number).value(), number);  // key_of() has been this way
        auto key = key_of(place, number).value();
        if (auto found = written_.find(key); found != written_.end()) return found->second;
        return written_[key] = write_one(one, place, number);
    }

    Place write_one(const sock_filter& one, std::size_t place, std::uint32_t number) {
        if (!is_comparison(one)) return writer_.write(one.code, one.k, write(place + 1, number));
        Place yes = write(place + 1 + one.jt, number);
        Place no = write(place + 1 + one.jf, number);
        return writer_.write_jump(BPF_OP(one.code), one.k, yes, no);
    }

    const Program& program_;
    ProgramWriter writer_{};
    std::vector<Range> ranges_{};  ///< a value is the index of a fate
    std::vector<Fate> fates_{};
    std::map<Key, Place> written_{};
};

}  // namespace

Program flatten(const Program& program) {
    auto flat = Flattener(program).run();
    return flat && flat->size() < program.size() ? *std::move(flat) : program;
}

}  // namespace sandbox::filter
