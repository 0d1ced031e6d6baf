// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/device.hh"
#include "domains/cgroups/group.hh"

#include <cstdint>
#include <linux/bpf.h>

namespace sandbox::cgroups {

/// The program that lets through what a rule names and nothing else (BPF_PROG_TYPE_CGROUP_DEVICE).
std::vector<bpf_insn> assemble_device_filter(std::span<const AccessRule> rules);

/// Loads it and attaches it to a v2 group, with which it goes. Errors: EPERM without CAP_SYS_ADMIN or CAP_BPF.
Result<void> attach_device_filter(const Group& group, std::span<const AccessRule> rules);

}  // namespace sandbox::cgroups
