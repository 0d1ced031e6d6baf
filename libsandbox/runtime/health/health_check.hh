// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/child.hh"
#include "runtime/ledger/find.hh"

#include <string>
#include <vector>

namespace sandbox {

/// One command in a sandbox that runs, in a process of ours that waits for it: whoever is inside can stop a process that is
/// about to enter, and a supervisor must not wait for that.
class HealthCheck {
public:
    /// How much longer than the command we wait for its process.
    static constexpr Microseconds kGrace = std::chrono::seconds(2);

    /// Does not wait.
    static Result<HealthCheck> start(const ledger::Running& sandbox, const std::vector<std::string>& command, Microseconds timeout);
    /// Readable when it has ended.
    int pidfd() const { return child_.pidfd(); }
    /// What went wrong, or nothing; who has not ended is killed.
    std::string finish();

private:
    HealthCheck(Child child, UniqueFd answer) : child_(std::move(child)), answer_(std::move(answer)) {}
    Child child_;
    UniqueFd answer_;
};

}  // namespace sandbox
