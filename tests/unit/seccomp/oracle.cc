// SPDX-License-Identifier: LGPL-2.1-or-later
#include "oracle.hh"

#include <algorithm>
#include <cerrno>
#include <stdexcept>

#include "load.hh"
#include "syscall_name.hh"

namespace sandbox::seccomp {
namespace {

constexpr std::uint32_t kX32Bit = 0x40000000;
constexpr std::uint32_t kAuditX86_64 = 0xc000003e;

bool holds(const filter::Conjunction& conjunction, const seccomp_data& data) {
    return std::ranges::all_of(conjunction, [&](const filter::Comparison& comparison) {
        return (data.args[comparison.argument] & comparison.mask) == comparison.value;
    });
}

bool holds(const filter::Condition& condition, const seccomp_data& data) {
    return std::ranges::any_of(condition.alternatives, [&](const auto& conjunction) { return holds(conjunction, data); });
}

std::uint32_t return_value(filter::Verdict verdict) {
    return verdict == 0 ? SECCOMP_RET_ALLOW : SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(verdict);
}

void add_cases(std::vector<seccomp_data>& cases, int number, const filter::Conjunction& conjunction) {
    seccomp_data matching = call(number);
    for (const auto& comparison : conjunction) matching.args[comparison.argument] = comparison.value;
    cases.push_back(matching);
    for (const auto& comparison : conjunction) {
        for (int bit = 0; bit < 64; ++bit) {
            seccomp_data changed = matching;
            changed.args[comparison.argument] ^= std::uint64_t{1} << bit;
            cases.push_back(changed);
            changed.args[comparison.argument] = std::uint64_t{1} << bit;
            cases.push_back(changed);
        }
        seccomp_data high = matching;
        high.args[comparison.argument] |= ~comparison.mask;
        cases.push_back(high);
    }
}

}  // namespace

Oracle::Oracle(filter::Policy policy) : policy_(std::move(policy)) {
    for (const auto& [name, treatment] : policy_)
        if (auto number = filter::system_call_number(name, filter::native_architecture())) names_.emplace(*number, name);
}

std::string Oracle::name(int number) const {
    auto found = names_.find(number);
    return found == names_.end() ? "" : found->second;
}

std::uint32_t Oracle::expected(const seccomp_data& data) const {
    if (data.arch != filter::native_architecture()) return SECCOMP_RET_KILL_PROCESS;
    // A number of -1 is a call that a tracer skipped; it is no x32 call.
    bool is_x32 = data.arch == kAuditX86_64 && data.nr != -1 && (static_cast<std::uint32_t>(data.nr) >= kX32Bit);
    if (is_x32) return SECCOMP_RET_KILL_PROCESS;
    auto found = policy_.find(name(data.nr));
    if (found == policy_.end()) return return_value(ENOSYS);
    for (const filter::Rule& rule : found->second.rules)
        if (holds(rule.when, data)) return return_value(rule.verdict);
    return return_value(found->second.otherwise);
}

std::vector<seccomp_data> Oracle::cases(int number) const {
    constexpr std::uint64_t kOnes = ~std::uint64_t{0};
    constexpr std::uint64_t kLow = 0xffffffff;
    std::vector<seccomp_data> cases = {call(number), call(number, std::vector(6, kOnes)), call(number, std::vector(6, kLow)),
                                       call(number, std::vector(6, ~kLow))};
    auto found = policy_.find(name(number));
    if (found == policy_.end()) return cases;
    for (const filter::Rule& rule : found->second.rules)
        for (const auto& conjunction : rule.when.alternatives) add_cases(cases, number, conjunction);
    return cases;
}

seccomp_data call(int number, std::vector<std::uint64_t> arguments) {
    seccomp_data data{.nr = number, .arch = filter::native_architecture(), .instruction_pointer = 0, .args = {}};
    std::ranges::copy(arguments, data.args);
    return data;
}

filter::Policy shipped_policy(const std::string& name) {
    auto policy = filter::load_policy(std::string(SECCOMP_PROFILES) + "/" + name + ".profile", {});
    if (!policy) throw std::runtime_error(policy.error());
    return *policy;
}

}  // namespace sandbox::seccomp
