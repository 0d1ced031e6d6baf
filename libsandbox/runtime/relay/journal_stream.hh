// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "domains/journal/spec.hh"

#include <string>

namespace sandbox {

/// A stream of lines into the journal, for a command that shall write there by itself. Lines have the writer's own pid, user and
/// unit; nothing that is written can set a priority or a field. Its first line is `first`, by which its entries are found
/// (_STREAM_ID). `unit`: whose they are where the writer has ended before journald looks, if root says so; may be empty. Errors: journald does not listen at `path`.
Result<UniqueFd> open_journal_stream(const std::string& path, const std::string& identifier, const std::string& unit, journal::Level level,
                                     const std::string& first);

}  // namespace sandbox
