// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <cstdint>

namespace sandbox::mounts {

/// Ids on disk, from one on, and those that they shall be for whoever uses the mount.
struct OwnerMap {
    std::uint32_t disk_user;
    std::uint32_t disk_group;
    std::uint32_t host_user;
    std::uint32_t host_group;
    std::uint32_t count = 1;
};

/// A user namespace that stands for the map, for MOUNT_ATTR_IDMAP (mount_setattr(2)). Root only.
Result<UniqueFd> idmap_namespace(const OwnerMap& map);

}  // namespace sandbox::mounts
