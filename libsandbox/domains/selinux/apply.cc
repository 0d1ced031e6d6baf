// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/op.hh"

#include "core/sys.hh"

#include <linux/magic.h>
#include <sys/statfs.h>

namespace sandbox::selinux {

/// Written to a file that is not the kernel's, the label would be lost without an error (CVE-2019-16884, CVE-2019-19921).
int apply(const LabelProcessOp& op, Context& context) noexcept {
    context.call = "open /proc/self/attr/exec";
    sys::ScopedFd file(sys::open_proc(context.host_proc, "self/attr/exec", O_WRONLY));
    if (file.failed()) return file.get();
    struct statfs status {};
    context.call = "/proc is no proc file system";
    if (::fstatfs(file.get(), &status) < 0) return -errno;
    if (status.f_type != PROC_SUPER_MAGIC) return -EINVAL;
    context.call = "write /proc/self/attr/exec";
    return sys::done(::write(file.get(), op.context, op.length));
}

}  // namespace sandbox::selinux
