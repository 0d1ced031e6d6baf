// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/boot.hh"

#include <algorithm>
#include <csignal>
#include <linux/capability.h>

namespace sandbox {
namespace {

/// What systemd-nspawn leaves a container, but for what hangs on the container.
constexpr unsigned kCapabilities[] = {
    CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER, CAP_FSETID, CAP_IPC_OWNER,
    CAP_KILL, CAP_LEASE, CAP_LINUX_IMMUTABLE, CAP_MKNOD, CAP_NET_BIND_SERVICE, CAP_NET_BROADCAST, CAP_NET_RAW, CAP_SETFCAP, CAP_SETGID,
    CAP_SETPCAP, CAP_SETUID, CAP_SYS_ADMIN, CAP_SYS_BOOT, CAP_SYS_CHROOT, CAP_SYS_NICE, CAP_SYS_PTRACE, CAP_SYS_RESOURCE,
    CAP_SYS_TTY_CONFIG};

void add_capabilities(Unit& unit, const Origin& origin, bool is_host_root) {
    unit.caps.kept.is_given = true;
    for (unsigned capability : boot_capabilities({is_host_root, *unit.net.mode == net::Mode::none}))
        unit.caps.kept.items.push_back({caps::Capability{capability}, origin});
}

}  // namespace

std::vector<unsigned> boot_capabilities(const BootedIn& sandbox) {
    std::vector<unsigned> capabilities(std::begin(kCapabilities), std::end(kCapabilities));
    // The kernel's audit answers nobody in a user namespace, and an init that sees the capability would ask.
    if (sandbox.is_host_root) capabilities.insert(capabilities.end(), {CAP_AUDIT_CONTROL, CAP_AUDIT_WRITE});
    if (sandbox.has_own_network) capabilities.push_back(CAP_NET_ADMIN);
    return capabilities;
}

Result<void> boot_defaults(Unit& unit) {
    if (!*unit.boot.boot) return {};
    const Origin& origin = unit.boot.boot.origin;
    if (unit.process.init.is_given() && *unit.process.init != process::Init::payload)
        return fail(Error::usage("an init is PID 1 itself, and Exec.Boot (" + origin.print() + ") says that the command is one")
                        .at(unit.process.init.origin, "Exec.Init"));
    auto otherwise = [&](auto& given, auto value) {
        if (!given.is_given()) given = {std::move(value), origin};
    };
    otherwise(unit.process.init, process::Init::payload);
    auto& command = unit.process.command.items;
    // Words of the command line are the init's own, unless the unit names one.
    if (command.empty() || command[0].origin == Origin::option("--")) command.insert(command.begin(), {"/sbin/init", origin});
    otherwise(unit.life.kill_signal, SIGRTMIN + 3);
    otherwise(unit.life.stop_timeout, Microseconds(std::chrono::seconds(90)));
    otherwise(unit.users.user, std::string("0"));
    if (unit.users.map.empty()) otherwise(unit.users.private_users, users::PrivateUsers{users::PrivateUsers::Mode::pick});
    bool is_host_root = unit.users.private_users->mode == users::PrivateUsers::Mode::no && unit.users.map.empty();
    if (is_host_root) otherwise(unit.cgroups.device_policy, cgroups::DevicePolicy::closed);
    otherwise(unit.mounts.sys, mounts::Sys::readonly);
    otherwise(unit.mounts.home, mounts::Home::none);
    otherwise(unit.cgroups.view, cgroups::View::delegated);
    otherwise(unit.limits.tasks_max, std::int64_t{16384});
    otherwise(unit.seccomp.profile, seccomp::Profile::container);
    otherwise(unit.caps.no_new_privileges, false);
    otherwise(unit.namespaces.restrict_namespaces, false);
    if (!unit.caps.kept.is_given) add_capabilities(unit, origin, is_host_root);
    auto may_reboot = [](const auto& kept) { return *kept == caps::Capability{CAP_SYS_BOOT}; };
    bool has_call = seccomp::has_reboot(*unit.seccomp.profile);
    if (has_call && std::ranges::any_of(unit.caps.kept, may_reboot)) otherwise(unit.life.reboot, life::Reboot::restart);
    if (!process::goes_to_journal(unit.process)) otherwise(unit.life.terminal, life::Terminal::always);
    return {};
}

}  // namespace sandbox
