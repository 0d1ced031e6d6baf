// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/reopening.hh"

#include "core/lease.hh"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace sandbox {

void let_reopen(int fd, gid_t group) {
    struct stat status {};
    int flags = ::fcntl(fd, F_GETFL);
    if (::geteuid() != 0 || !Lease::may_have_id(group) || flags < 0 || ::fstat(fd, &status) < 0) return;
    int access = flags & O_ACCMODE;
    mode_t more = (access == O_WRONLY ? 0 : S_IRGRP) | (access == O_RDONLY ? 0 : S_IWGRP);
    if ((status.st_mode & S_IRWXG & ~more) != 0) return;
    // Without the right to, nobody inside can open it, which only matters to who tries.
    if (::fchown(fd, static_cast<uid_t>(-1), group) == 0) (void)::fchmod(fd, (status.st_mode & 07777) | more);
}

void let_reopen_pipe(int fd, gid_t group) {
    struct statfs system {};
    if (Lease::may_have_id(group) && ::fstatfs(fd, &system) == 0 && system.f_type == PIPEFS_MAGIC) let_reopen(fd, group);
}

}  // namespace sandbox
