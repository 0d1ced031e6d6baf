// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <csignal>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// A signal's name, with or without SIG, in upper or lower case: "TERM", "sigkill", "RTMIN+1"; no numbers.
std::optional<int> parse_signal(std::string_view text);
/// Whether there is a signal of that number for a program: the C library keeps those between the others and SIGRTMIN for itself.
bool is_signal(std::uint64_t number);
/// Those that ask a program to end (SIGHUP, SIGINT, SIGQUIT, SIGTERM), but for what our caller ignored.
sigset_t ending_signals();
/// They wait, pending, for who looks for them.
void hold_ending_signals();
/// They end us again, and those that waited do so at once: for who has nothing left to clean up.
void release_ending_signals();
/// "SIGTERM", "SIGRTMIN+1".
std::string print_signal(int signal);

}  // namespace sandbox
