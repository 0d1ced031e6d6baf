// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/prepare.hh"

#include "core/file.hh"
#include "core/init_protocol.hh"
#include "core/sys.hh"
#include "domains/process/init_image.hh"

#include <algorithm>
#include <climits>

namespace sandbox::process {

std::vector<Range> gaps_between(std::vector<int> kept) {
    std::ranges::sort(kept);
    std::vector<Range> gaps;
    unsigned next = 3;
    for (int fd : kept) {
        auto number = static_cast<unsigned>(fd);
        if (number > next) gaps.push_back({next, number - 1});
        next = std::max(next, number + 1);
    }
    gaps.push_back({next, UINT_MAX});
    return gaps;
}

Result<CloseDescriptorsOp> prepare(const CloseDescriptors&, Bench&) {
    return CloseDescriptorsOp{};
}
Result<ResetSignalsOp> prepare(const ResetSignals&, Bench&) {
    return ResetSignalsOp{};
}
Result<NewKeyringOp> prepare(const NewKeyring&, Bench&) {
    return NewKeyringOp{};
}
Result<HoldLifeLineOp> prepare(const HoldLifeLine&, Bench&) {
    return HoldLifeLineOp{};
}

Result<OpenStandardOp> prepare(const OpenStandard& step, Bench& bench) {
    bool is_input = step.descriptor == 0;
    bool is_null = step.standard.kind == Standard::Kind::null;
    int flags = is_input ? O_RDONLY : O_WRONLY | (is_null ? 0 : O_CREAT | O_APPEND);
    auto file = TRY(open_file(is_null ? "/dev/null" : step.standard.path, flags | O_NOCTTY, 0666));
    return OpenStandardOp{bench.keep.fd(std::move(file)), step.descriptor};
}

Result<ChangeDirectoryOp> prepare(const ChangeDirectory& step, Bench& bench) {
    return ChangeDirectoryOp{bench.keep.text(step.path), step.umask};
}

Result<StartOp> prepare(const Start& step, Bench& bench) {
    StartOp op{.program = -1, .argv = nullptr, .environment = bench.keep.strings(step.environment)};
    if (step.init == Init::payload) {
        op.argv = bench.keep.strings(step.command);
        return op;
    }
    op.program = bench.keep.fd(TRY(open_init()));
    char options[init::kOptionsSize];
    std::vector<std::string> arguments{
        "sandbox-init", init::print_options({.life_line = bench.life_line, .parent_death_signal = true}, options)};
    arguments.insert(arguments.end(), step.command.begin(), step.command.end());
    op.argv = bench.keep.strings(arguments);
    return op;
}

}  // namespace sandbox::process
