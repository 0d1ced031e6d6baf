// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/interface/guest.hh"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// systemd's container interface, https://systemd.io/CONTAINER_INTERFACE, point by point.
namespace sandbox::interface {

/// What became of one point.
struct Finding {
    enum class State {
        ok,
        missing,  ///< it is not there
        differs,  ///< it is there, and not as it is to be
        unknown,  ///< it could not be looked at
    } state = State::ok;
    std::string reason{};  ///< what was found, or what was not
};
inline constexpr std::string_view kStates[] = {"ok", "missing", "differs", "unknown"};

inline Finding ok(std::string found) { return {Finding::State::ok, std::move(found)}; }
inline Finding missing(std::string reason) { return {Finding::State::missing, std::move(reason)}; }
inline Finding differs(std::string reason) { return {Finding::State::differs, std::move(reason)}; }
inline Finding unknown(std::string reason) { return {Finding::State::unknown, std::move(reason)}; }

/// One point: its name is the place that it is about.
struct Point {
    std::string_view name;
    /// Error: it could not be looked at.
    Result<Finding> (*check)(const Guest& guest);
};

/// Nothing, if the host has none.
Result<std::optional<std::string>> host_os_release();

std::span<const Point> environment_points();
std::span<const Point> run_host_points();
std::span<const Point> kernel_points();
std::span<const Point> device_points();
std::span<const Point> privilege_points();

}  // namespace sandbox::interface
