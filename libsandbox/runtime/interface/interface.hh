// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/interface/point.hh"
#include "runtime/ledger/find.hh"

namespace sandbox::interface {

/// Every point of the container interface, in a fixed order, and what a running sandbox has of it.
struct Checked {
    std::string name{};
    std::vector<std::pair<std::string_view, Finding>> points{};
    bool holds() const;
};

/// Errors: it may not be looked at, or has ended meanwhile.
Result<Checked> check(const ledger::Running& sandbox);

/// A line a point: "ok", "missing", "differs" or "unknown", its name, and the reason.
std::string print(const Checked& checked);
/// {"name", "holds", "points": [{"point", "state", "reason"}…]}, a line.
std::string print_json(const Checked& checked);

}  // namespace sandbox::interface
