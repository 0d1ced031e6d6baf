// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/stat.h>

namespace sandbox {

/// What a file is, whatever path leads there.
struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const Identity&) const = default;
};

inline Identity identity_of(const struct stat& status) {
    return {status.st_dev, status.st_ino};
}

}  // namespace sandbox
