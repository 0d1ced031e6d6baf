// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <span>

namespace sandbox {

/// A program that was built into this one, as an executable file to run by descriptor: a sealed memfd, or where the
/// machine forbids to execute those (vm.memfd_noexec=2) `installed`, the same program as a file.
Result<UniqueFd> open_embedded(const char* name, std::span<const unsigned char> image, const char* installed);

}  // namespace sandbox
