// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/given.hh"

/// A system's own init as the command, and what it is promised: https://systemd.io/CONTAINER_INTERFACE.
namespace sandbox::boot {

struct Spec {
    Given<bool> boot{};
};

}  // namespace sandbox::boot
