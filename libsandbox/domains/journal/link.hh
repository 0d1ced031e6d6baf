// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
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

/// Whose root's the root inside is, by the ids that are inside.
constexpr LinkJournal::Owner owner_of(Contributions::Ids ids) {
    return ids == Contributions::Ids::launcher ? LinkJournal::Owner::root : LinkJournal::Owner::range;
}

/// For a system that is to boot from `root`, whose root is that owner outside.
Result<LinkDecision> decide_link(const Spec& spec, const Facts& facts, const std::string& root, LinkJournal::Owner owner);

}  // namespace sandbox::journal
