// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/mounts.hh"
#include "domains/cgroups/translate.hh"

#include <optional>

namespace sandbox::cgroup {

using cgroups::Setting;

/// In whose words cgxget and cgxset are asked; none: in those of the host, as cgget and cgset are.
using Words = std::optional<Version>;

/// A group's file where the host has it: `needs_translation` if it goes by another name there.
struct Located {
    Group group{};
    bool needs_translation = false;
};

/// The group that has the file's controller. Code::no_controller: nothing mounted has it.
Outcome<Located> locate(const Mounts& mounts, std::string_view path, std::string_view file, Words words);

/// Reads the file of a group, translated if need be; without its last newline. Code::no_conversion: it has no translation.
Outcome<std::string> read_value(const Mounts& mounts, std::string_view path, std::string_view file, Words words);

/// What a file that a listing of the group has turned out to be.
enum class Readable {
    text,
    mute,    ///< it can only be written, or has nothing to say here
    closed,  ///< to the caller
    gone,    ///< meanwhile
};
struct Content {
    Readable what = Readable::text;
    std::string text{};
};
Outcome<Content> read_listed(const Group& group, const std::string& file);

/// Writes a setting, line by line. Code::no_value: the group or the file is not there, or may not be written.
Outcome<> write_value(const Mounts& mounts, std::string_view path, const Setting& setting, Words words);

}  // namespace sandbox::cgroup
