// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/signal.hh"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sandbox::classic {

/// A decimal number as strtoul(3) reads it: blanks and a sign may stand before it, nothing behind it. -0 is 0, and nothing is below it.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

/// A whole number as strtol(3) reads it.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// A user, group or process id; at most 4294967294, for 4294967295 means "none" to the kernel.
std::optional<unsigned> parse_id(std::string_view text);

/// Of what is no id, or none of a process: whether it is a number all the same.
bool is_out_of_range(std::string_view text);

/// The same as parse_id(), or "WHAT: 'TEXT'" as the originals say it.
Result<unsigned> parse_id(std::string_view what, std::string_view text);

/// Seconds, signed. The error begins with `what` and quotes the text, as "failed to parse monotonic offset: 'x'".
Result<std::int64_t> parse_seconds(std::string_view what, std::string_view text);

}  // namespace sandbox::classic
