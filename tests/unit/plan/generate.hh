// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

#include <string>
#include <vector>

/// Units and hosts made up from lists of settings: the same ones at every run.
namespace sandbox::generated {

struct Case {
    std::string text;  ///< the unit, as TOML
    Unit unit{};
    Host host{};
};

/// A unit of this text, on a host of root's or an ordinary user's. Fails the test if it cannot be read.
Case make(const std::string& text, bool is_root);

/// `count` cases, each with some settings of every kind: those whose plan is an error are among them.
std::vector<Case> cases(unsigned count);

/// The plans of cases(count) that there are, each with its case. Fails the test if fewer than half are plans.
struct Planned {
    Case made;
    Plan plan;
};
const std::vector<Planned>& plans();

}  // namespace sandbox::generated
