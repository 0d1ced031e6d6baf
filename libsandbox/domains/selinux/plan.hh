// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "core/error.hh"
#include "domains/selinux/facts.hh"
#include "domains/selinux/step.hh"

#include <string>
#include <vector>

namespace sandbox::selinux {

/// What the plan knows of the sandbox.
struct Sandbox {
    bool has_network = false;            ///< beyond a loopback of its own
    bool is_booted = false;              ///< a system's own init, Exec.Boot
    std::vector<std::string> writable{}; ///< the host's files that it may write to
    std::vector<std::string> optional{}; ///< keys that may be left out: Sandbox.Optional
};

/// The steps that label it, where SELinux is enabled and it is wanted; a note, where that is the default or optional and
/// cannot be had. Errors: what somebody wrote and cannot be had, or contradicts itself.
Result<void> plan(const Spec& spec, const Facts& facts, const Sandbox& sandbox, Draft<Step>& out);

}  // namespace sandbox::selinux
