// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/machine/facts.hh"

#include <algorithm>
#include <unistd.h>

namespace sandbox::machine {

void need(const Spec& spec, bool is_named, Facts& facts) {
    if (!wants_machine(spec, is_named)) return;
    facts.absence.ask();
    facts.unit.ask();
}

/// Whether it runs, or the bus starts it for who calls it.
static bool has_machined() {
    static constexpr const char* kSigns[] = {
        "/run/systemd/machines", "/usr/share/dbus-1/system-services/org.freedesktop.machine1.service",
        "/usr/local/share/dbus-1/system-services/org.freedesktop.machine1.service",
        "/etc/dbus-1/system-services/org.freedesktop.machine1.service"};
    return std::ranges::any_of(kSigns, [](const char* path) { return ::access(path, F_OK) == 0; });
}

static std::string absence() {
    if (::access(kSystemBus, W_OK) < 0) return std::string(kNoBus);
    return has_machined() ? "" : "systemd-machined is not installed";
}

void probe(Facts& facts, std::string (*unit)()) {
    if (!facts.absence.is_asked()) return;
    facts.absence.set(absence());
    facts.unit.set(unit());
}

}  // namespace sandbox::machine
