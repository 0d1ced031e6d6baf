// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <span>
#include <string_view>

namespace sandbox::cli {

/// What a tool does with its arguments; the value is its exit status.
using Run = Result<int> (*)(std::span<char*> args);

/// The exit status of the sandbox-* tools: usage 2, impossible 125, not executable 126, not found 127.
int exit_status(const Error& error);
/// The exit status of the util-linux tools: not executable 126, not found 127, all else 1.
int classic_exit_status(const Error& error);

/// main() of a sandbox-* tool. Sees to it that descriptors 0 to 2 are open, runs, prints the error as `tool: message`.
int main(std::string_view tool, Run run, int argc, char** argv);

/// main() of a tool that stands in for another one: its messages begin with the name that it was called by.
int classic_main(std::string_view tool, Run run, int (*status)(const Error&), int argc, char** argv);

/// What the util-linux tools say below getopt's line: `Try 'unshare --help' for more information.`; returns 1.
int try_help(std::string_view program);

/// The last part of argv[0].
std::string_view base_name(std::string_view program);

}  // namespace sandbox::cli
