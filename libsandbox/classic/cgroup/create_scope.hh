// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/trouble.hh"

#include <optional>
#include <string>
#include <sys/types.h>

namespace sandbox::cgroup {

enum class Default { keep, set };

/// Other paths begin at the top again. Code::parse_failed, as libcgroup has it: the file of the default cannot be removed.
Outcome<> forget_default();

/// cgcreate -c: has systemd make a delegated scope, `path` being "SLICE/SCOPE", around `process`; without one around a
/// process that does nothing, until cgexec -r ends it. Default::set makes it what other paths begin in (cgcreate -S).
Outcome<> create_scope(const std::string& path, std::optional<pid_t> process, Default as_default);

}  // namespace sandbox::cgroup
