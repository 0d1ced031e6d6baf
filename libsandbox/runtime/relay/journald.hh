// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>

namespace sandbox {

/// A socket of this type (SOCK_* of socket(2)) that journald listens on at `path`, with room for as much on its way as libsystemd's.
Result<UniqueFd> connect_to_journald(const std::string& path, int type);

}  // namespace sandbox
