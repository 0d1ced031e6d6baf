// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/joining/op.hh"

#include "core/sys.hh"

#include <linux/securebits.h>
#include <sched.h>
#include <sys/prctl.h>

namespace sandbox::joining {

int apply(const DropGroupsOp&, Context& context) noexcept {
    context.call = "setgroups";
    return sys::setgroups(0, nullptr);
}

int apply(const EnterGroupOp& op, Context& context) noexcept {
    context.call = "enter the cgroup";
    return sys::done(::write(op.file, "0", 1));
}

/// CVE-2016-9962: who is inside could open our descriptors of the host.
int apply(const EnterNamespacesOp& op, Context& context) noexcept {
    context.call = "prctl PR_SET_DUMPABLE";
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0) return -errno;
    context.call = "enter the namespaces";
    return op.flags == 0 ? 0 : sys::setns(op.pidfd, op.flags);
}

int apply(const BecomeInsideOp& op, Context& context) noexcept {
    context.call = "prctl PR_SET_SECUREBITS";
    if (::prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0) < 0) return -errno;
    context.call = "setresgid";
    if (int error = sys::setresgid(op.group)) return error;
    context.call = "setresuid";
    if (int error = sys::setresuid(op.user)) return error;
    context.call = "prctl PR_SET_SECUREBITS";
    if (::prctl(PR_SET_SECUREBITS, 0, 0, 0, 0) < 0) return -errno;
    // From here on we have the id of who is inside. A change of ids does it too, unless there was none to change, or by fs.suid_dumpable.
    context.call = "prctl PR_SET_DUMPABLE";
    return sys::done(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
}

int apply(const JoinOp& op, Context& context) noexcept {
    context.call = "enter the user namespace";
    if (op.owner >= 0 && !context.has_joined_user)
        if (int error = sys::setns(op.owner, CLONE_NEWUSER)) return error;
    context.call = "setns";
    if (int error = sys::setns(op.file, op.flags)) return error;
    if (op.owner < 0 && (op.flags & CLONE_NEWUSER) == 0) return 0;
    context.has_joined_user = true;
    context.joined_user = static_cast<unsigned>(::syscall(SYS_geteuid));
    context.joined_group = static_cast<unsigned>(::syscall(SYS_getegid));
    // Nobody in there sees our process, which is in no pid namespace of theirs; we must see our own /proc.
    context.call = "prctl PR_SET_DUMPABLE";
    return sys::done(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

}  // namespace sandbox::joining
