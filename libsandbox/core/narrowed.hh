// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"

#include <fcntl.h>
#include <unistd.h>

namespace sandbox {

/// A file of the caller's and the same file opened anew, for less, which the child has: each has an offset of its own. Destroying it
/// sets the caller's where the child's is, as if they were one; a child that never moved leaves it alone.
class Narrowed {
public:
    /// Copies both descriptors, so that they outlive what is closed meanwhile.
    Narrowed(int callers, int childs) : callers_(copy(callers)), childs_(copy(childs)), begin_(at(childs)) {}
    Narrowed(Narrowed&&) = default;
    Narrowed& operator=(Narrowed&&) = delete;
    ~Narrowed() {
        if (!callers_ || !childs_) return;
        if (off_t end = at(childs_.get()); end >= 0 && end != begin_) ::lseek(callers_.get(), end, SEEK_SET);
    }

private:
    static UniqueFd copy(int fd) { return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3)); }
    static off_t at(int fd) { return ::lseek(fd, 0, SEEK_CUR); }

    UniqueFd callers_;
    UniqueFd childs_;
    off_t begin_;
};

}  // namespace sandbox
