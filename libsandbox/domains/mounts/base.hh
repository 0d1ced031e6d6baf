// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/mounts/plan.hh"

/// The places that every sandbox has unless the unit says otherwise.
namespace sandbox::mounts {

/// /usr and its links with a minimal /etc, or what hides the homes of Base = "host": the usual places and the caller's own.
void base_places(const Spec& spec, const std::vector<std::string>& usr_links, const std::vector<std::string>& homes,
                 std::vector<Place>& out);
/// /dev: six bound nodes, links, terminals and shared memory of the sandbox's own.
/// `on_sealed_root`: they stand on the root in memory, which becomes read-only; else on a file system of their own, which
/// costs 30 microseconds, and is read-only unless an init is to make its own nodes and mounts there.
void device_places(bool on_sealed_root, bool is_booted, std::vector<Place>& out);
/// /proc, with what tells of the host or changes it masked; for the host's root also what its mode keeps from all others. Without
/// one, what hides that of a root that is not ours.
void proc_places(const Spec& spec, const Surroundings& around, std::vector<Place>& out);
/// /sys, or what hides that of a root that is not ours.
void sys_places(const Spec& spec, std::vector<Place>& out);
/// /tmp, /run, and unless an init is booted /home and the home directory.
void temporary_places(const Spec& spec, const std::string& home, bool is_booted, std::vector<Place>& out);

}  // namespace sandbox::mounts
