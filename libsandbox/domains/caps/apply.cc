// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/caps/op.hh"

#include "core/sys.hh"

#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>

namespace sandbox::caps {

/// root's user id gives nothing, and capabilities do not come back by setuid: all locked. SECBIT_KEEP_CAPS stays off.
static constexpr unsigned long kNoRoot = SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP |
                                         SECBIT_NO_SETUID_FIXUP_LOCKED | SECBIT_KEEP_CAPS_LOCKED;

/// The last that every kernel we run on has (Linux 5.9).
static constexpr unsigned long kKnown = CAP_CHECKPOINT_RESTORE;

/// Drops from the bounding set what is not kept. The kernel says EINVAL behind its last capability.
static int bound(std::uint64_t kept) noexcept {
    for (unsigned long number = 0; number < 64; ++number) {
        if ((kept >> number & 1) != 0) continue;
        if (::prctl(PR_CAPBSET_DROP, number, 0, 0, 0) == 0) continue;
        return errno == EINVAL && number > kKnown ? 0 : -errno;
    }
    return 0;
}

static int set(std::uint64_t kept) noexcept {
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    auto low = static_cast<__u32>(kept), high = static_cast<__u32>(kept >> 32);
    __user_cap_data_struct data[2] = {{low, low, low}, {high, high, high}};
    return sys::done(::syscall(SYS_capset, &header, data));
}

/// Ambient, so that they survive the exec of a user who is not root inside.
static int keep_over_exec(std::uint64_t kept) noexcept {
    if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0) return -errno;
    for (unsigned long number = 0; number < 64; ++number)
        if ((kept >> number & 1) != 0 && ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number, 0, 0) < 0) return -errno;
    return 0;
}

int apply(const KeepOnlyOp& op, Context& context) noexcept {
    context.call = "prctl PR_CAPBSET_DROP";
    if (int error = bound(op.kept)) return error;
    context.call = "prctl PR_SET_SECUREBITS";
    if (op.kept == 0 && ::prctl(PR_SET_SECUREBITS, kNoRoot, 0, 0, 0) < 0) return -errno;
    context.call = "capset";
    if (int error = set(op.kept)) return error;
    context.call = "prctl PR_CAP_AMBIENT";
    return keep_over_exec(op.kept);
}

int apply(const NoNewPrivilegesOp&, Context& context) noexcept {
    context.call = "prctl PR_SET_NO_NEW_PRIVS";
    return sys::done(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
}

}  // namespace sandbox::caps
