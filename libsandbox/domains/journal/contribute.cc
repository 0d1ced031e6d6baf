// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/contribute.hh"

#include "domains/journal/link.hh"

namespace sandbox::journal {

/// Whether Journal.PrivateSyslog is wanted and can be.
static Result<bool> has_private_syslog(const Spec& spec, const Facts& facts) {
    return *spec.private_syslog && TRY(facts.absence.get("journal.absence")).empty();
}

static Result<void> contribute_link(const Spec& spec, const Facts& facts, const std::string& root, Contributions& out) {
    auto link = TRY(decide_link(spec, facts, root, owner_of(out.ids)));
    if (!link.step || link.step->side == LinkJournal::Side::guest) return {};
    std::string path = std::string(kKept) + "/" + link.step->machine;
    out.places.push_back({.kind = Place::Kind::bind, .target = path, .source = path, .flags = {.noexec = true}, .recursive = false,
                          .optional = link.step->is_tried, .idmap = Place::Idmap::kept, .reason = {"Journal.Link", spec.link.origin}});
    return {};
}

Result<void> contribute(const Spec& spec, const Facts& facts, const std::string& root, Contributions& out) {
    if (!root.empty()) TRY(contribute_link(spec, facts, root, out));
    if (!TRY(has_private_syslog(spec, facts))) return {};
    Reason reason{"Journal.PrivateSyslog", spec.private_syslog.origin};
    out.places.push_back({.kind = Place::Kind::tmpfs, .target = kDirectory, .flags = {.noexec = true}, .size = Bytes{65536}, .inodes = 16,
                          .mode = 0755, .reason = reason});
    out.places.push_back({.kind = Place::Kind::symlink, .target = "/dev/log", .source = std::string(kDirectory) + "/dev-log", .reason = reason});
    return {};
}

}  // namespace sandbox::journal
