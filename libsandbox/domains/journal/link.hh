// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "domains/journal/facts.hh"
#include "domains/journal/step.hh"

#include <optional>

namespace sandbox::journal {

/// What becomes of Journal.Link on a host.
struct LinkDecision {
    std::optional<LinkJournal> step{};  ///< none: nothing is linked
    std::string absence{};              ///< why nothing is, where somebody might expect it
    bool is_tried = false;              ///< that may be
};

/// For a system that is to boot from `root`, whose root is that owner outside.
Result<LinkDecision> decide_link(const Spec& spec, const Facts& facts, const std::string& root, LinkJournal::Owner owner);

}  // namespace sandbox::journal
