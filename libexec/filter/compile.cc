// SPDX-License-Identifier: LGPL-2.1-or-later
#include "compile.hh"

#include <errno.h>
#include <linux/bpf_common.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <map>
#include <memory>

#include "flatten.hh"
#include "range_tree.hh"
#include "shorten.hh"
#include "syscall_name.hh"

namespace sandbox::filter {
namespace {

// libseccomp has one default for all calls, and cannot say "else EPERM" after conditions on arguments. So a filter has
// two stages. The first, compiled by libseccomp, kills other architectures and ABIs and has the rules on arguments; its
// default is this return value that no profile can ask for. Linking turns that return into a jump to the second, the
// verdicts by number alone.
constexpr std::uint32_t kToNextStage = SCMP_ACT_TRACE(0);

/// Owns a libseccomp filter that is being built.
using Stage = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

std::unexpected<std::string> error(const std::string& what, int code) {
    return std::unexpected(what + ": " + ::strerror(code < 0 ? -code : code));
}

std::uint32_t action(Verdict verdict) {
    return verdict == 0 ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(static_cast<std::uint32_t>(verdict));
}

Result<Stage> make_stage(std::uint32_t default_action) {
    // The level decides which actions libseccomp accepts. It would ask the running kernel, but this filter is for others
    // too: 3 has KILL_PROCESS (Linux 4.14).
    if (int code = ::seccomp_api_set(3); code < 0) return error("seccomp_api_set", code);
    Stage stage(::seccomp_init(default_action), ::seccomp_release);
    if (!stage) return std::unexpected("seccomp_init: no memory, or a bad action");
    if (int code = ::seccomp_attr_set(stage.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS); code < 0)
        return error("seccomp_attr_set ACT_BADARCH", code);
    // 2: a binary tree over the numbers.
    if (int code = ::seccomp_attr_set(stage.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2); code < 0)
        return error("seccomp_attr_set CTL_OPTIMIZE", code);
    return stage;
}

Result<void> add(const Stage& stage, const std::string& name, int number, Verdict verdict, const Conjunction& when) {
    std::vector<scmp_arg_cmp> comparisons;
    for (const Comparison& comparison : when)
        comparisons.push_back({comparison.argument, SCMP_CMP_MASKED_EQ, comparison.mask, comparison.value});
    int code = ::seccomp_rule_add_exact_array(stage.get(), action(verdict), number,
                                              static_cast<unsigned>(comparisons.size()), comparisons.data());
    if (code < 0) return error("seccomp_rule_add " + name, code);
    return {};
}

Result<Program> export_program(const Stage& stage) {
    int file = ::memfd_create("filter", MFD_CLOEXEC);
    if (file < 0) return error("memfd_create", errno);
    struct Closer {
        int file;
        ~Closer() { ::close(file); }
    } closer{file};
    if (int code = ::seccomp_export_bpf(stage.get(), file); code < 0) return error("seccomp_export_bpf", code);
    struct stat status = {};
    if (::fstat(file, &status) < 0) return error("fstat", errno);
    Program program(static_cast<std::size_t>(status.st_size) / sizeof(sock_filter));
    if (::pread(file, program.data(), static_cast<std::size_t>(status.st_size), 0) != status.st_size)
        return error("pread", errno);
    return program;
}

Result<Program> compile_rules(const Policy& policy) {
    auto stage = make_stage(kToNextStage);
    if (!stage) return std::unexpected(stage.error());
    for (const auto& [name, treatment] : policy) {
        auto number = system_call_number(name, native_architecture());
        if (!number) continue;
        for (const Rule& rule : treatment.rules)
            for (const Conjunction& when : rule.when.alternatives)
                if (auto done = add(*stage, name, *number, rule.verdict, when); !done) return std::unexpected(done.error());
    }
    auto program = export_program(*stage);
    if (!program) return program;
    return shorten(std::move(*program));
}

Result<Program> compile_verdicts(const Policy& policy) {
    std::map<std::uint32_t, std::uint32_t> values;
    for (const auto& [name, treatment] : policy)
        if (auto number = system_call_number(name, native_architecture()))
            values.emplace(static_cast<std::uint32_t>(*number), action(treatment.otherwise));
    std::vector<Range> ranges;
    for (auto [number, value] : values) ranges.push_back({number, number, value});
    auto tree = range_tree(ranges, action(ENOSYS));
    if (!tree) return tree;
    // The first stage may have loaded an argument.
    tree->insert(tree->begin(), {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)});
    return tree;
}

Program link(Program first, const Program& second) {
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i].code == (BPF_RET | BPF_K) && first[i].k == kToNextStage)
            first[i] = {BPF_JMP | BPF_JA, 0, 0, static_cast<std::uint32_t>(first.size() - i - 1)};
    }
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

}  // namespace

Result<Program> compile(const Policy& policy) {
    auto rules = compile_rules(policy);
    if (!rules) return rules;
    auto verdicts = compile_verdicts(policy);
    if (!verdicts) return verdicts;
    Program program = flatten(link(std::move(*rules), *verdicts));
    if (program.size() > BPF_MAXINSNS) return std::unexpected("the filter is longer than the kernel's 4096 instructions");
    return program;
}

}  // namespace sandbox::filter
