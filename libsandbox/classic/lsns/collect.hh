// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/lsns/namespace.hh"
#include "core/error.hh"

namespace sandbox::lsns {

/// Reads /proc. What we may not look at, and what ends meanwhile, is left out. An ioctl that the kernel does not know
/// fails with ENOTTY.
Result<Snapshot> collect(const Wanted& wanted);

/// The files that namespaces are bound to, of the text of a mountinfo file (proc_pid_mountinfo(5)).
std::vector<Bound> bound_namespaces(std::string_view mountinfo);

}  // namespace sandbox::lsns
