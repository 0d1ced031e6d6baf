// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/seccomp/prepare.hh"

#include "seccomp_profiles.hh"

namespace sandbox::seccomp {

Result<LoadFilterOp> prepare(const LoadFilter& step, Bench&) {
    auto name = kProfiles[static_cast<std::size_t>(step.profile)];
    for (const ShippedProfile& profile : kShippedProfiles)
        if (profile.name == name)
            return LoadFilterOp{profile.program.data(), static_cast<unsigned short>(profile.program.size())};
    return fail(Error::impossible("profile " + std::string(name) + " was not built"));
}

}  // namespace sandbox::seccomp
