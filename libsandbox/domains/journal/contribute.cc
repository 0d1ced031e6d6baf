// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/contribute.hh"

namespace sandbox::journal {

Result<bool> has_private_syslog(const Spec& spec, const Facts& facts) {
    return *spec.private_syslog && TRY(facts.absence.get("journal.absence")).empty();
}

Result<void> contribute(const Spec& spec, const Facts& facts, Contributions& out) {
    if (!TRY(has_private_syslog(spec, facts))) return {};
    Reason reason{"Journal.PrivateSyslog", spec.private_syslog.origin};
    out.places.push_back({.kind = Place::Kind::tmpfs, .target = kDirectory, .flags = {.noexec = true}, .size = Bytes{65536}, .inodes = 16,
                          .mode = 0755, .reason = reason});
    out.places.push_back({.kind = Place::Kind::symlink, .target = "/dev/log", .source = std::string(kDirectory) + "/dev-log", .reason = reason});
    return {};
}

}  // namespace sandbox::journal
