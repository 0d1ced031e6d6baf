// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "runtime/ledger/ledger.hh"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <sys/types.h>
#include <utility>

namespace sandbox {

/// The process that removes what a sandbox has outside, when we say so or are gone, however we went. It holds
/// the lock of the sandbox's entry meanwhile. Start it before anything is made outside, and destroy it before the ledger.
class Watcher {
public:
    Watcher(Watcher&& other) noexcept;
    Watcher& operator=(Watcher&&) = delete;
    ~Watcher();

    /// `cgroups`: absolute directories that are there or will be; in the end each that made() was said of is removed with those
    /// below it, and what is in them is killed. `ledger`: its entry goes last; null: there is none.
    /// Its process is there when this returns, and will see to them; it becomes the watcher's program while we go on.
    static Result<Watcher> start(const ledger::Ledger* ledger, std::span<const std::string> cgroups);

    /// Waits until it is the watcher's program and shares no memory of ours any more. Error: it could not become that.
    Result<void> await_start();
    /// The next of the cgroups is there now, with this inode; before anybody is in it.
    Result<void> made(std::uint64_t inode);
    /// The next of them is somebody else's: it and those behind it are left alone.
    Result<void> taken();
    /// The entry is to stay when the rest is removed.
    Result<void> keep_entry();
    /// Has everything removed from now on: who removes it too meanwhile is not alone in it.
    void let_go() { line_.reset(); }
    /// Has everything removed now, and waits for it. Error: something is left.
    Result<void> finish();

private:
    struct Start;
    Watcher(UniqueFd line, std::unique_ptr<Start> start, pid_t pid);
    Result<void> say(std::uint64_t word);
    UniqueFd line_;
    std::unique_ptr<Start> start_;  ///< until it has been awaited
    pid_t pid_;
};

}  // namespace sandbox
