// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/seccomp.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "policy.hh"

namespace sandbox::seccomp {

/// Says what a policy's filter must return, by reading the policy: no BPF, no libseccomp filter.
class Oracle {
public:
    explicit Oracle(filter::Policy policy);

    /// The seccomp return value (SECCOMP_RET_*) for this call.
    std::uint32_t expected(const seccomp_data& data) const;

    /// The name of the call of this number here; "" if the policy names none.
    std::string name(int number) const;

    /// Calls worth trying for this number: arguments of zeros and ones, and for each comparison of a rule arguments that
    /// just match, match but for one bit, have one bit alone, and match with all bits above the mask set.
    std::vector<seccomp_data> cases(int number) const;

    const filter::Policy& policy() const { return policy_; }

private:
    filter::Policy policy_;
    std::map<int, std::string> names_;
};

/// A call of this machine's own architecture.
seccomp_data call(int number, std::vector<std::uint64_t> arguments = {});

/// The policy of a shipped profile, read from the source.
filter::Policy shipped_policy(const std::string& name);

}  // namespace sandbox::seccomp
