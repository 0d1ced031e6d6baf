// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/link.hh"

namespace sandbox::journal {
namespace {

/// Empty: nothing stands against it.
std::string obstacle(const LinkJournal& link, const std::string& kept) {
    const std::string path = std::string(kKept) + "/" + link.machine;
    if (link.machine.empty()) return "the system has no machine id yet (etc/machine-id, or Exec.MachineID)";
    if (kept == "own") return "the system's machine id is the host's own";
    if (kept == "absent" && link.is_tried) return std::string("the host keeps no journal in ") + kKept;
    if (link.side == LinkJournal::Side::host && kept == "link") return path + " is a link";
    if (link.side == LinkJournal::Side::host && kept == "other")
        return path + " has a journal that is not known to be this system's; an empty directory would be taken";
    if (link.side == LinkJournal::Side::guest && (kept == "directory" || kept == "other")) return path + " is a directory, with a journal in it";
    return {};
}

}  // namespace

Result<LinkDecision> decide_link(const Spec& spec, const Facts& facts, const std::string& root, LinkJournal::Owner owner) {
    if (*spec.link == Link::no) return LinkDecision{};
    LinkJournal link{.machine = TRY(facts.guest.get("journal.guest")), .root = root, .owner = owner};
    auto kept = TRY(facts.kept.get("journal.kept"));
    bool is_auto = *spec.link == Link::automatic;
    // What an earlier start with "guest" has left leads there still.
    if (is_auto && kept != "directory" && kept != "other") return LinkDecision{};
    bool in_guest = *spec.link == Link::guest || *spec.link == Link::try_guest;
    link.side = in_guest ? LinkJournal::Side::guest : LinkJournal::Side::host;
    link.is_tried = is_auto || *spec.link == Link::try_host || *spec.link == Link::try_guest;
    auto absence = obstacle(link, kept);
    if (is_auto && absence.empty() && owner == LinkJournal::Owner::root)
        absence = "root inside is the host's, whose set-user-ID files would hold there for everybody";
    if (!absence.empty()) return LinkDecision{.absence = absence, .is_tried = link.is_tried};
    return LinkDecision{.step = std::move(link)};
}

}  // namespace sandbox::journal
