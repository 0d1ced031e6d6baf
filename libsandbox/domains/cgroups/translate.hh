// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/hierarchy.hh"

#include <functional>

namespace sandbox::cgroups {

/// A file of a group and what is written to it.
struct Setting {
    std::string file{};
    std::string value{};

    bool operator==(const Setting&) const = default;
};

/// Reads a file of the group on the host, whose words are the other version's.
using Read = std::function<Result<std::string>(std::string_view file)>;

/// What to write on a host of the other version for a setting in the words of `from`. What has no faithful translation is
/// refused, by its name and with the reason: Fault::usage.
Result<std::vector<Setting>> translate_setting(Version from, const Setting& setting, const Read& read);

/// What a file that is named in the words of `wanted` would say, from the files of a host of the other version.
Result<std::string> translate_file(Version wanted, std::string_view file, const Read& read);

/// The controller that a file belongs to: "memory" of "memory.max".
std::string_view controller_of(std::string_view file);
/// What the other version calls the controller: blkio and io, freezer and cgroup; v1's cpuacct is cpu; else the same.
std::string_view counterpart(Version from, std::string_view controller);

}  // namespace sandbox::cgroups
