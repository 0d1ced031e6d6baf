// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/identity.hh"

#include <span>
#include <string>
#include <vector>

/// What sandboxes of the caller's could write to, on record: whoever was inside may have left links there that a later start must not
/// follow. Lines "DEVICE:INODE PATH" in a file ".lent" beside the reports, where nobody inside sees it.
namespace sandbox {

/// The directories on record, and those that are at their paths now: a device's number may be another after a boot.
std::vector<Identity> lent_before();

/// Adds those of the paths that are directories. One that is gone is forgotten, once the file has become large.
/// Errors: the caller has no directory for what stays, or may not write there.
Result<void> remember_lent(std::span<const std::string> sources);

}  // namespace sandbox
