// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The values of systemd.syntax(7).
namespace sandbox::convert {

/// Words between blanks; quotes of both kinds hold blanks, and a backslash is itself. Error: a quote that nothing ends.
Result<std::vector<std::string>> parse_words(std::string_view text);
/// Fields between colons; a backslash takes away the meaning of what follows it.
std::vector<std::string> parse_fields(std::string_view text);
/// yes, true, on, 1, y, t, and their opposites, in upper and lower case.
Result<bool> parse_boolean(std::string_view text);
/// The same where nothing is written means what nobody wrote: none.
Result<std::optional<bool>> parse_tristate(std::string_view text);
/// A path as the first of several fields, as Files.Bind and Files.TemporaryFileSystem read it.
std::string escape_path(std::string_view path);
/// "1G", "10:20", "infinity" for an rlimit that counts bytes or things; soft and hard, as a unit has them.
Result<std::string> parse_amount(std::string_view text);
/// The same of a time, in `unit` microseconds: "5min" is "300" for RLIMIT_CPU, whose unit is a second; a bare number is one of them.
Result<std::string> parse_times(std::string_view text, std::uint64_t unit);
/// The same of RLIMIT_NICE: "+5" and "-5" are nice values, 1 to 40 the kernel's own numbers.
Result<std::string> parse_nice(std::string_view text);

}  // namespace sandbox::convert
