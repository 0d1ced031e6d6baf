// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/namespaces.hh"
#include "core/error.hh"

#include <sys/types.h>
#include <vector>

namespace sandbox::classic {

/// A namespace that shall outlive its processes: its file is bound onto a path that exists.
struct Persistent {
    const Namespace* kind;
    const char* path;
};

/// Binds the namespaces of the process onto their paths. Runs in a Helper where we have left the mount namespace of the
/// paths, or the user namespace that owns it. `list` is a std::vector<Persistent>.
Result<void> bind_namespaces(const void* list, pid_t target);

}  // namespace sandbox::classic
