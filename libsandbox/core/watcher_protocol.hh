// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

/// What the launcher and the watcher say to each other. Freestanding: libexec/watcher is built without a C library.
///
/// The watcher is run as {"sandbox-watcher", NAME, CGROUP...}, with every signal blocked and as the leader of a session. NAME
/// is the sandbox's in the ledger, or "" if it has no entry there; each CGROUP the absolute path of a directory that is
/// there or will be; behind kIfEmpty, of one that goes only if it is empty then: one above those, in which nobody else has a
/// group, or systemd-machined's. The end of the line is what it waits for: then it kills what is in the cgroups, removes them,
/// then the entry, and ends with 0; with 1 if after kPatience something is left, and then the entry is left too.
///
/// On the line are words of 64 bits. The inode of each cgroup, in the order of the arguments, once it is made: one that nothing was
/// said of, or that is another directory by now, is somebody else's. The first of those goes if it is empty, unless kTaken was said:
/// whoever makes it may have died before the word, and had nothing in it yet. kKeepEntry: the entry stays, for the next run of the
/// same sandbox.
namespace sandbox::watcher {

using Word = unsigned long long;
inline constexpr Word kKeepEntry = 0;  ///< no inode has this number
inline constexpr Word kTaken = ~0ull;  ///< nor this one
inline constexpr int kMostGroups = 64;

inline constexpr char kIfEmpty = '?';  ///< in front of a path

inline constexpr int kLine = 3;     ///< the read end of a pipe that the supervisor alone holds the other end of
inline constexpr int kLedgers = 4;  ///< the directory of all entries
inline constexpr int kEntry = 5;    ///< the sandbox's own, with its lock

inline constexpr int kLeft = 1;     ///< exit status: something could not be removed
inline constexpr long kPatienceMilliseconds = 10'000;

}  // namespace sandbox::watcher
