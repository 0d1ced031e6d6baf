// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/joining/prepare.hh"

#include "core/file.hh"

#include <fcntl.h>
#include <linux/magic.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace sandbox::joining {
namespace {

/// What is no namespace is not opened: a pipe would hold us, a device might do something.
Result<UniqueFd> open_namespace(const JoinPath& step) {
    auto found = TRY(open_file(step.path, O_PATH));
    struct statfs status {};
    if (::fstatfs(found.get(), &status) < 0) return fail(Error::from_errno("statfs " + step.path));
    if (status.f_type != NSFS_MAGIC) return fail(Error::impossible(step.path + " is no namespace"));
    auto opened = TRY(open_file("/proc/self/fd/" + std::to_string(found.get()), O_RDONLY));
    if (::ioctl(opened.get(), NS_GET_NSTYPE) != step.flag)
        return fail(Error::impossible(step.path + " is a namespace of another kind"));
    return opened;
}

bool is_own_user_namespace(int fd) {
    struct stat own {}, other {};
    return ::stat("/proc/self/ns/user", &own) == 0 && ::fstat(fd, &other) == 0 && own.st_ino == other.st_ino && own.st_dev == other.st_dev;
}

}  // namespace

Result<JoinOp> prepare(const JoinPath& step, Bench& bench) {
    auto opened = TRY(open_namespace(step));
    JoinOp op{.owner = -1, .file = -1, .flags = step.flag};
    if (::geteuid() != 0) {
        UniqueFd owner(::ioctl(opened.get(), NS_GET_USERNS));
        if (!owner) return fail(Error::from_errno("the owner of " + step.path).hint("it is of no user namespace of this user's"));
        if (!is_own_user_namespace(owner.get())) op.owner = bench.keep.fd(std::move(owner));
    }
    op.file = bench.keep.fd(std::move(opened));
    return op;
}

}  // namespace sandbox::joining
