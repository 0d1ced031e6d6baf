// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>
#include <vector>

namespace sandbox::convert {

/// What a converted file needs beside its text.
struct NspawnSource {
    std::string path{};     ///< as the user named it: for errors and the comment
    std::string machine{};  ///< whose settings they are
    std::string root{};     ///< its directory, absolute
};

/// A unit that starts what systemd-nspawn(1) would start with these settings and no option but --directory and --machine, as TOML.
/// Errors: each line that is wrong (usage), or for which no unit has words (impossible), in the order of the file; never none.
using Converted = std::expected<std::string, std::vector<Error>>;
Converted convert_nspawn(std::string_view text, const NspawnSource& source);

/// "web" of "/etc/systemd/nspawn/web.nspawn". Error: another suffix, or a name that no machine of ours can have.
Result<std::string> machine_of(std::string_view path);

}  // namespace sandbox::convert
