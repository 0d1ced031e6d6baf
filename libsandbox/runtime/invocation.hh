// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/assignment.hh"
#include "unit/unit.hh"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// What somebody asks for on a command line: a unit with arguments, or a command.
struct Invocation {
    std::string unit{};                     ///< name or path; empty: a command
    std::optional<std::string> name{};      ///< --name; none: derived
    bool is_named{};                        ///< --named: as the unit is
    std::vector<std::string> words{};       ///< appended to Exec.Command, as they are
    std::vector<Assignment> assignments{};  ///< of the options, after the unit's
    std::vector<const Setting*> without{};  ///< what nobody is to assign, neither unit nor option
    bool is_background{};                   ///< nobody waits at a terminal
};

/// What --named calls the sandbox of a unit: "web-1" of "web@1".
std::string name_of_unit(std::string_view unit);

/// The unit that an invocation means: found, read with its bases and drop-ins, replayed, arguments absolute.
Result<Unit> resolve(Invocation invocation);

}  // namespace sandbox
