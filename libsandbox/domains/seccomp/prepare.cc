// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/seccomp/prepare.hh"

#include "seccomp_profiles.hh"

#include <sys/socket.h>

namespace sandbox::seccomp {

Result<LoadFilterOp> prepare(const LoadFilter& step, Bench&) {
    auto name = kProfiles[static_cast<std::size_t>(step.profile)];
    for (const ShippedProfile& profile : kShippedProfiles)
        if (profile.name == name)
            return LoadFilterOp{profile.program.data(), static_cast<unsigned short>(profile.program.size())};
    return fail(Error::impossible("profile " + std::string(name) + " was not built"));
}

Result<WatchRebootOp> prepare(const WatchReboot&, Bench& bench) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return fail(Error::from_errno("socketpair"));
    bench.host_fds.emplace_back(ends[0]);
    bench.reboot_end = ends[0];
    bench.reboot_line = bench.keep.fd(UniqueFd(ends[1]));
    return WatchRebootOp{bench.reboot_line};
}

}  // namespace sandbox::seccomp
