// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/clock.hh"
#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <cstdint>
#include <string>
#include <string_view>

/// What the sandbox writes as entries of systemd's journal, each with fields that only we set.
namespace sandbox::journal {

/// In the order of their numbers, syslog(3).
enum class Level { emergency, alert, critical, error, warning, notice, info, debug };
inline constexpr std::string_view kLevels[] = {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};

/// Where a booted system's journal is kept, and whether that may come to nothing: systemd-nspawn's --link-journal.
enum class Link { no, host, try_host, guest, try_guest, automatic };
inline constexpr std::string_view kLinks[] = {"no", "host", "try-host", "guest", "try-guest", "auto"};

struct Field {
    std::string name;
    std::string value;
    bool operator==(const Field&) const = default;
};

struct Spec {
    Given<std::string> identifier{};  ///< empty: the sandbox's name
    Given<Level> level_max{Level::debug};
    GivenList<Field> fields{};
    Given<Microseconds> rate_interval{std::chrono::seconds(30)};
    Given<std::int64_t> rate_burst{10'000};
    Given<bool> private_syslog{};
    Given<Link> link{Link::automatic};
};

Result<std::string> parse_identifier(std::string_view text);
/// "NAME=VALUE". Errors: no name of a field, one that is ours or journald's.
Result<Field> parse_field(const Value& value);
/// "30s", or a number of seconds.
Result<Microseconds> parse_interval(const Value& value);

}  // namespace sandbox::journal
