// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/trouble.hh"
#include "domains/cgroups/translate.hh"

#include <optional>
#include <vector>

namespace sandbox::cgroup {

/// One side of `perm`, as written.
struct PermissionText {
    std::string user{};
    std::string group{};
    std::string directory{};  ///< dperm, of admin only
    std::string files{};      ///< fperm

    bool operator==(const PermissionText&) const = default;
};

struct Perm {
    PermissionText task{};
    PermissionText admin{};

    bool operator==(const Perm&) const = default;
};

/// "cpu { cpu.shares = 100; }"
struct ControllerBlock {
    std::string controller{};
    std::vector<cgroups::Setting> settings{};

    bool operator==(const ControllerBlock&) const = default;
};

struct GroupBlock {
    std::string name{};
    std::optional<Perm> perm{};
    std::vector<ControllerBlock> controllers{};

    bool operator==(const GroupBlock&) const = default;
};

/// "CONTROLLER = PATH;" of `mount` and `namespace`, "KEY = VALUE;" of `systemd`.
using Assignments = std::vector<cgroups::Setting>;

/// A file in the format of cgconfig.conf(5).
struct Config {
    Assignments mounts{};
    Assignments namespaces{};
    std::vector<Assignments> systemd{};  ///< a block is a scope
    std::optional<Perm> default_perm{};
    std::vector<GroupBlock> groups{};
    std::vector<GroupBlock> templates{};
};

/// Code::config_failed: the detail is "LINE:COLUMN: what is wrong".
Outcome<Config> parse_config(std::string_view text);

}  // namespace sandbox::cgroup
