// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/boot/facts.hh"
#include "domains/cgroups/facts.hh"
#include "domains/journal/facts.hh"
#include "domains/landlock/facts.hh"
#include "domains/machine/facts.hh"
#include "domains/mounts/facts.hh"
#include "domains/process/facts.hh"
#include "domains/selinux/facts.hh"
#include "domains/users/facts.hh"
#include "unit/unit.hh"

namespace sandbox {

/// What the machine can do and has: the sum of the domains' facts. Only what needs() marked is known.
struct Host {
    users::Facts users{};
    mounts::Facts mounts{};
    process::Facts process{};
    cgroups::Facts cgroups{};
    boot::Facts boot{};
    machine::Facts machine{};
    journal::Facts journal{};
    selinux::Facts selinux{};
    landlock::Facts landlock{};

    /// Calls visit("domain.name", fact) for every fact: how a host is written down and read back.
    template <class Visitor> void each(Visitor&& visit) {
        auto of = [&](const char* domain) {
            return [&visit, domain](const char* name, auto& fact) { visit(std::string(domain) + "." + name, fact); };
        };
        users.each(of("users"));
        mounts.each(of("mounts"));
        process.each(of("process"));
        cgroups.each(of("cgroups"));
        boot.each(of("boot"));
        machine.each(of("machine"));
        journal.each(of("journal"));
        selinux.each(of("selinux"));
        landlock.each(of("landlock"));
    }
    bool operator==(const Host&) const = default;
};

/// A host of which nothing is known yet; the facts that a plan of this unit will read are marked.
Host needs(const Unit& unit);
/// Asks the machine for what is marked.
Result<Host> probe(const Unit& unit, Host marked);

}  // namespace sandbox
