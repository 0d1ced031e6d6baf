// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "runtime/ledger/ledger.hh"

#include <span>
#include <string>
#include <sys/types.h>
#include <utility>

namespace sandbox {

/// The process that removes what a sandbox has outside, when we say so or are gone, however we went (DESIGN.md 11). It holds
/// the lock of the sandbox's entry meanwhile. Start it before anything is made outside, and destroy it before the ledger.
class Watcher {
public:
    Watcher(Watcher&& other) noexcept : line_(std::move(other.line_)), pid_(std::exchange(other.pid_, -1)) {}
    Watcher& operator=(Watcher&&) = delete;
    ~Watcher();

    /// `cgroups`: absolute directories that are there or will be; in the end each is removed with those below it, and what
    /// is in them is killed. `ledger`: its entry goes last; null: there is none.
    static Result<Watcher> start(const ledger::Ledger* ledger, std::span<const std::string> cgroups);

    /// The entry is to stay when the rest is removed.
    Result<void> keep_entry();
    /// Has everything removed now, and waits for it. Error: something is left.
    Result<void> finish();

private:
    Watcher(UniqueFd line, pid_t pid) : line_(std::move(line)), pid_(pid) {}
    UniqueFd line_;
    pid_t pid_;
};

}  // namespace sandbox
