// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "core/error.hh"
#include "domains/machine/facts.hh"
#include "domains/machine/step.hh"

#include <string>

namespace sandbox::machine {

/// What the plan knows of the sandbox.
struct Sandbox {
    /// Its control group on cgroup v2, of which systemd-machined would move it out.
    enum class Group {
        none,     ///< it has none
        scope,    ///< in a scope of systemd's that is the sandbox's alone: that can be the machine's
        foreign,  ///< in a group that others are in, too
    };
    std::string name{};
    bool is_named = false;
    std::string root{};
    std::int64_t caller = 0;
    Group group = Group::none;
    Ending ending{};
    bool is_booted = false;
    std::string uuid{};       ///< of an init
    bool is_optional = false;  ///< Sandbox.Optional has Machine.Register
};

/// One step, if a machine is wanted and can be had; a note, if it is a default or optional and cannot.
/// Errors: Machine.Register is "yes", and why not.
/// An init also has a place for what machinectl(1) binds.
Result<void> plan(const Spec& spec, const Facts& facts, const Sandbox& sandbox, std::vector<Place>& places, Draft<Step>& out);

}  // namespace sandbox::machine
