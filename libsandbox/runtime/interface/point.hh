// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/interface/guest.hh"

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
    } state = State::ok;
    std::string reason{};  ///< what was found, or what was not
};
inline constexpr std::string_view kStates[] = {"ok", "missing", "differs"};

inline Finding ok(std::string found) { return {Finding::State::ok, std::move(found)}; }
inline Finding missing(std::string reason) { return {Finding::State::missing, std::move(reason)}; }
inline Finding differs(std::string reason) { return {Finding::State::differs, std::move(reason)}; }

/// One point: its name is the place that it is about.
struct Point {
    std::string_view name;
    Finding (*check)(const Guest& guest);
};

std::span<const Point> environment_points();
std::span<const Point> run_host_points();
std::span<const Point> kernel_points();
std::span<const Point> device_points();
std::span<const Point> privilege_points();

}  // namespace sandbox::interface
