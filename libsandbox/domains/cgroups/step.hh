// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/cgroups/group.hh"
#include "domains/cgroups/spec.hh"
#include "domains/cgroups/unit_property.hh"

#include <string>
#include <variant>
#include <vector>

namespace sandbox::cgroups {

/// Has a systemd manager put us into a scope of our own, delegated: the sandbox's group on cgroup v2 lies in it.
struct OpenScope {
    std::string socket{};  ///< the manager's
    std::string slice{};   ///< "sandbox.slice"
    std::string name{};
    bool is_unique = false;  ///< as in Make
    Ending ending{};         ///< when it is the manager who ends it
    std::vector<UnitProperty> properties{};
    bool operator==(const OpenScope&) const = default;
};

/// Makes the sandbox's group in every hierarchy that a setting needs. It goes with the sandbox.
struct Make {
    /// What it lies below, in each hierarchy: Seat::group, or the scope that OpenScope made.
    std::vector<Group> parents{};
    /// Below them: "a.slice/a-b.slice", or empty.
    std::string slice{};
    std::string name{};
    bool is_unique = false;  ///< nobody else can have the name; otherwise it gets eight digits behind it
    std::vector<Reason> wishes{};  ///< the written keys that cannot do without it, at least one
    bool operator==(const Make&) const = default;
};

/// A file of the group, and what is written into it.
struct Content {
    std::string file;
    std::string value;
    bool operator==(const Content&) const = default;
};

/// Writes a file of the group, from outside, before the command is there.
struct SetFile {
    std::size_t hierarchy = 0;     ///< index of Make::parents
    std::string controller{};      ///< to be handed down to the group on cgroup v2; empty: none
    std::vector<Content> tries{};  ///< the first whose file this kernel has
    bool is_default = false;       ///< what cannot be had is said and left out
    bool operator==(const SetFile&) const = default;
};

/// Writes what concerns one device: "MAJOR:MINOR" is found then, and stands in front of the value.
struct SetDevice {
    std::size_t hierarchy = 0;
    std::string controller{};
    std::string path{};
    std::vector<Content> tries{};
    bool operator==(const SetDevice&) const = default;
};

/// Says which devices may be opened.
struct FilterDevices {
    std::size_t hierarchy = 0;
    DevicePolicy policy = DevicePolicy::closed;
    std::vector<DeviceRule> rules{};
    bool operator==(const FilterDevices&) const = default;
};

/// The child begins its life in the group.
struct Enter {
    OomPolicy oom_policy = OomPolicy::kill;  ///< what becomes of the others after a kill for memory
    bool operator==(const Enter&) const = default;
};

/// Hands the group to the sandbox's user, with these controllers if they can be had.
struct Delegate {
    std::size_t hierarchy = 0;
    std::vector<std::string> controllers{};
    bool operator==(const Delegate&) const = default;
};

/// Goes on in a group below it, which is the user's too: once the cgroup namespace has the sandbox's own as its root.
struct EnterSubgroup {
    std::size_t hierarchy = 0;
    std::string name{};
    bool operator==(const EnterSubgroup&) const = default;
};

using Step = std::variant<OpenScope, Make, SetFile, SetDevice, FilterDevices, Enter, Delegate, EnterSubgroup>;

/// The first file that it tries, by its name; empty: it has none.
std::string_view first_file(const SetFile& set);
bool limits_tasks(const SetFile& set);

std::string describe(const Step& step);

}  // namespace sandbox::cgroups
