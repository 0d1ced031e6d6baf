// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/landlock/op.hh"

#include "core/sys.hh"

#include <linux/landlock.h>

namespace sandbox::landlock {

/// LANDLOCK_ACCESS_FS_TRUNCATE of later headers: truncate(2) and O_TRUNC ask for nothing else, not even for kWrite.
static constexpr std::uint64_t kTruncate = 1u << 14;
static constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE, kWrite = LANDLOCK_ACCESS_FS_WRITE_FILE;

static int allow(int ruleset, int place, std::uint64_t access) noexcept {
    landlock_path_beneath_attr beneath{.allowed_access = access, .parent_fd = place};
    return sys::done(::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0));
}

/// A place that could be left out may be missing: nothing is allowed beneath it then.
static int allow_beneath(int ruleset, char* const* places, std::uint64_t access, Context& context) noexcept {
    for (char* const* place = places; *place != nullptr; ++place) {
        context.call = "open what Landlock allows";
        sys::ScopedFd fd(sys::openat2(AT_FDCWD, *place, O_PATH | O_CLOEXEC, RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS));
        if (fd.get() == -ENOENT) continue;
        if (fd.failed()) return fd.get();
        context.call = "landlock_add_rule";
        if (int error = allow(ruleset, fd.get(), access)) return error;
    }
    return 0;
}

/// What a descriptor leads to, as it is open. A directory opens no file. Pipes and sockets have no place in a tree (EBADFD) and
/// are not restricted. One that is open for writing can be cut by ftruncate(2) anyway.
static int allow_as_open(int ruleset, int fd, std::uint64_t write) noexcept {
    int flags = ::fcntl(fd, F_GETFL);
    struct stat status {};
    if (flags < 0 || (flags & O_PATH) != 0 || ::fstat(fd, &status) < 0 || S_ISDIR(status.st_mode)) return 0;
    int mode = flags & O_ACCMODE;
    int error = allow(ruleset, fd, (mode != O_WRONLY ? kRead : 0) | (mode != O_RDONLY ? write : 0));
    return error == -EBADFD ? 0 : error;
}

int apply(const ConfineFilesOp& op, Context& context) noexcept {
    landlock_ruleset_attr handled{};
    const std::uint64_t write = kWrite | (op.holds_truncate ? kTruncate : 0);
    handled.handled_access_fs = kRead | write;
    context.call = "landlock_create_ruleset";
    sys::ScopedFd ruleset(static_cast<int>(sys::result(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0))));
    if (ruleset.failed()) return ruleset.get();
    if (int error = allow_beneath(ruleset.get(), op.readable, kRead, context)) return error;
    if (int error = allow_beneath(ruleset.get(), op.writable, write, context)) return error;
    context.call = "landlock_add_rule";
    for (int fd = 0; fd < 3 + op.passed; ++fd)
        if (int error = allow_as_open(ruleset.get(), fd, write)) return error;
    context.call = "landlock_restrict_self";
    return sys::done(::syscall(SYS_landlock_restrict_self, ruleset.get(), 0));
}

}  // namespace sandbox::landlock
