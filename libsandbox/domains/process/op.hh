// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

#include <cerrno>
#include <cstddef>

namespace sandbox::process {

/// Descriptors `first` to `last`, both included.
struct Range {
    unsigned first;
    unsigned last;
};
/// Closes the ranges between what is kept. `standard`: what replaces 0, 1 and 2, or -1.
struct CloseDescriptorsOp {
    const Range* ranges = nullptr;
    std::size_t count = 0;
    int standard[3] = {-1, -1, -1};
    int passed = 0;  ///< from 3 on: they survive exec
};
struct ResetSignalsOp {};
struct LeaveTerminalOp {};
/// `from` becomes `to`; `to` is 0, 1 or 2 and survives exec.
struct OpenStandardOp {
    int from;
    int to;
};
struct NewKeyringOp {};
struct ChangeDirectoryOp {
    const char* path;
    unsigned umask;
    bool or_root = false;  ///< where it is absent, the root will do: told, and gone on with
};
/// Whether a directory that fails to open so is none to work in; anything else is a failure of ours.
constexpr bool is_absent(int error) { return error == ENOENT || error == ENOTDIR; }
struct SetMaskOp {
    unsigned umask;
};
struct HoldLifeLineOp {};
/// Runs `program` (a descriptor) as PID 1, or where it is -1 the command by its name and PATH; then with descriptor 0 as its
/// session's terminal if it has one.
struct StartOp {
    int program;
    char* const* argv;
    char* const* environment;
    bool has_terminal = false;
    bool leads_session = true;  ///< or only a process group
};

int apply(const CloseDescriptorsOp& op, Context& context) noexcept;
int apply(const ResetSignalsOp& op, Context& context) noexcept;
int apply(const LeaveTerminalOp& op, Context& context) noexcept;
int apply(const OpenStandardOp& op, Context& context) noexcept;
int apply(const NewKeyringOp& op, Context& context) noexcept;
/// Above 0: the error of a directory in whose place the root is.
int apply(const ChangeDirectoryOp& op, Context& context) noexcept;
int apply(const SetMaskOp& op, Context& context) noexcept;
int apply(const HoldLifeLineOp& op, Context& context) noexcept;
int apply(const StartOp& op, Context& context) noexcept;

}  // namespace sandbox::process
