// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <cerrno>
#include <string>

namespace sandbox::classic {

/// A failed call in the originals' words, which scripts read: "unshare failed: Operation not permitted".
Error failed(std::string what, int code = errno);
/// A failure without errno, or a wrong argument: status 1, and no "Try --help" below it.
Error refused(std::string what);

/// Prints the text to standard output. What cannot be written is a "write error", unless nobody reads any more.
Result<void> print(std::string_view text);

/// Prints `program: message` to stderr, as the tool's main() does; for processes that do not return there.
void report(const Error& error);

/// The exit status of the error. A person at a terminal gets a second line that names the cause, where there is one.
int conclude(const Error& error);

/// The status that a process ends with after this result, whose error it has printed then.
int status_of(const Result<int>& result);

/// Prints one line of advice if stderr is a terminal; a script sees the original's output only.
void advise(std::string_view advice);

}  // namespace sandbox::classic
