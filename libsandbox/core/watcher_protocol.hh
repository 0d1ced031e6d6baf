// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

/// What the launcher and the watcher say to each other. Freestanding: libexec/watcher is built without a C library.
///
/// The watcher is run as {"sandbox-watcher", NAME, CGROUP...}, with every signal blocked and as the leader of a session. NAME
/// is the sandbox's in the ledger, or "" if it has no entry there; each CGROUP the absolute path of a directory that is
/// there or will be; behind kIfEmpty, of one that goes only if it is empty then: one above those, in which nobody else has a
/// group, or systemd-machined's. The end of the line is what it waits for: then it kills what is in the cgroups, removes them,
/// then the entry, and ends with 0; with 1 if after kPatience something is left, and then the entry is left too. A byte on the
/// line says that the entry stays, for the next run of the same sandbox.
namespace sandbox::watcher {

inline constexpr char kIfEmpty = '?';  ///< in front of a path

inline constexpr int kLine = 3;     ///< the read end of a pipe that the supervisor alone holds the other end of
inline constexpr int kLedgers = 4;  ///< the directory of all entries
inline constexpr int kEntry = 5;    ///< the sandbox's own, with its lock

inline constexpr int kLeft = 1;     ///< exit status: something could not be removed
inline constexpr long kPatienceMilliseconds = 10'000;

}  // namespace sandbox::watcher
