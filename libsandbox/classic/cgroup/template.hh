// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/mounts.hh"
#include "classic/cgroup/rules.hh"

namespace sandbox::cgroup {

/// Makes a rule's group by the template of /etc/cgconfig.conf or /etc/cgconfig.d that has the rule's path as its name.
/// A group that is there stays as it is; no template is no failure.
Outcome<> create_from_template(const Mounts& mounts, const Target& target);

}  // namespace sandbox::cgroup
