// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/process/spec.hh"

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sandbox::process {

/// Closes every descriptor that the plan does not list; umask 0 until the command's own.
struct CloseDescriptors {
    std::array<bool, 3> keeps_callers{true, true, true};  ///< whether 0, 1 and 2 stay the caller's
    int passed = 0;  ///< how many from 3 on the command gets
    bool operator==(const CloseDescriptors&) const = default;
};
/// Every signal back to its default: ignored ones would stay ignored over exec.
struct ResetSignals {
    bool operator==(const ResetSignals&) const = default;
};
/// Lets go of the caller's controlling terminal, whose session it stays in.
struct LeaveTerminal {
    bool operator==(const LeaveTerminal&) const = default;
};
/// Where a standard descriptor leads, if not to the caller's.
struct OpenStandard {
    int descriptor = 0;
    Standard standard{};
    bool operator==(const OpenStandard&) const = default;
};
struct NewKeyring {
    bool operator==(const NewKeyring&) const = default;
};
/// And the mask of the command's, unless it has a step of its own.
struct ChangeDirectory {
    std::string path{};
    std::optional<unsigned> umask{};
    bool or_root = false;  ///< a default: where it is not there, the root will do
    bool operator==(const ChangeDirectory&) const = default;
};
struct SetMask {
    unsigned umask = 0022;
    bool operator==(const SetMask&) const = default;
};
/// Arms the death signal and checks that the supervisor is still there.
struct HoldLifeLine {
    bool operator==(const HoldLifeLine&) const = default;
};
struct Start {
    std::vector<std::string> command{};
    std::vector<std::string> environment{};
    Init init{};
    bool leads_session = true;  ///< or only a process group
    bool operator==(const Start&) const = default;
};

using Step = std::variant<CloseDescriptors, ResetSignals, LeaveTerminal, OpenStandard, NewKeyring, ChangeDirectory, SetMask, HoldLifeLine, Start>;

std::string describe(const Step& step);

}  // namespace sandbox::process
