// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>
#include <vector>

/// An entry as a directory, whatever it says.
namespace sandbox::ledger {

/// The entry's directory.
Result<UniqueFd> open_entry(int entries, const std::string& name);
/// Whether open_entry() failed because there is nothing, or something that is no entry.
bool is_no_entry(int code);
/// Whether `name` is still the directory that is open as `directory`.
Result<bool> is_same(int entries, const std::string& name, int directory);
/// Removes what is in it.
Result<void> remove_files(int directory);
/// The names of all entries, sorted.
Result<std::vector<std::string>> entry_names(int entries);

}  // namespace sandbox::ledger
