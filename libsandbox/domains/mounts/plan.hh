// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/mounts/facts.hh"
#include "domains/mounts/step.hh"

namespace sandbox::mounts {

/// What mounts/ must know of the other domains' plans.
struct Surroundings {
    bool has_user_namespace = true;
    bool has_pid_namespace = true;
    /// Somebody inside may be the host's root: what only its id protects must be masked.
    bool may_be_host_root = false;
    /// An init runs inside: it sees every process, and /home is its system's.
    bool is_booted = false;
    /// Arguments of the command line, for Files.BindArguments: absolute, one for each number.
    std::vector<std::string> argument_paths{};
};

/// The places of this domain's own settings: base, /dev, /proc, /tmp and what the unit lists.
Result<void> contribute(const Spec& spec, const Facts& facts, const Surroundings& around, Contributions& out);
/// Turns everybody's places into steps, parents first. Errors: two written owners of one target (both lines), a target
/// below a link or a file.
Result<void> plan(const Spec& spec, const Surroundings& around, const Contributions& all, Draft<Step>& out);

}  // namespace sandbox::mounts
