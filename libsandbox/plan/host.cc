// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/host.hh"

#include "domains/cgroups/scope.hh"

namespace sandbox {

Host needs(const Unit& unit) {
    Host host;
    users::need(unit.users, host.users);
    mounts::need(unit.mounts, host.mounts);
    process::need(unit.process, host.process);
    cgroups::need(unit.cgroups, host.cgroups);
    boot::need(unit.boot, host.boot);
    machine::need(unit.machine, unit.is_named, host.machine);
    journal::need(process::goes_to_journal(unit.process) || *unit.journal.private_syslog, host.journal);
    selinux::need(unit.selinux, host.selinux);
    landlock::need(unit.landlock, host.landlock);
    journal::need_link(unit.journal, *unit.boot.boot, host.journal);
    return host;
}

Result<Host> probe(const Unit& unit, Host host) {
    TRY(users::probe(unit.users, *unit.mounts.root_directory, host.users));
    TRY(mounts::probe(host.mounts));
    TRY(process::probe(unit.process, host.process));
    TRY(cgroups::probe(host.cgroups));
    TRY(boot::probe(*unit.mounts.root_directory, host.boot));
    machine::probe(host.machine, cgroups::own_unit);
    TRY(selinux::probe(host.selinux));
    landlock::probe(host.landlock);
    journal::probe(*unit.mounts.root_directory, *unit.boot.machine_id, host.journal);
    return host;
}

}  // namespace sandbox
