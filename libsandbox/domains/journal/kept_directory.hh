// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "domains/journal/step.hh"

#include <string>

/// A directory of the host's in which the journal of one booted system is kept. A machine id is its system's own word, so the directory
/// has a mark of the tree that it was made for, which nobody inside can write: the extended attribute trusted.sandbox.root.
namespace sandbox::journal {

/// Whether the directory may be that of the system whose tree is `root`: marked so, or without a mark and empty.
bool may_keep(const std::string& path, const std::string& root);

/// Makes the directory if it is missing, marks it as that of the tree at `root`, a path without links, and has it belong to a block of
/// core/kept_ids.hh if a range of ids is to write there.
/// Errors: it is another's, or has a journal of nobody known; its file system keeps no marks.
Result<void> make_kept(const LinkJournal& link, const std::string& root);

}  // namespace sandbox::journal
