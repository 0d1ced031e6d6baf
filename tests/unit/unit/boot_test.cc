// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/boot.hh"

#include "convert/nspawn.hh"
#include "unit/read.hh"
#include "unit/replay.hh"

#include <doctest/doctest.h>
#include <set>

using namespace sandbox;

using Keys = std::vector<std::string>;

static Unit unit_of(const std::string& text) {
    auto assignments = read_unit(text, "web.toml");
    REQUIRE_MESSAGE(assignments, assignments.error().message());
    auto unit = replay(*assignments, {.sandbox = "web"});
    REQUIRE_MESSAGE(unit, unit.error().message());
    return *std::move(unit);
}

static Unit converted(const std::string& text) {
    auto unit = convert::convert_nspawn(text, {"web.nspawn", "web", "/srv/web"});
    REQUIRE_MESSAGE(unit, unit.error()[0].message());
    return unit_of(*unit);
}

static std::set<unsigned> kept(const Unit& unit) {
    std::set<unsigned> numbers;
    for (const auto& capability : unit.caps.kept) numbers.insert(static_cast<unsigned>(*capability));
    return numbers;
}

/// Of the settings that Exec.Boot fills, those in which two units differ.
static Keys differences(const Unit& one, const Unit& other) {
    Keys keys;
    auto compare = [&](const char* key, const auto& left, const auto& right) {
        if (!(left == right)) keys.emplace_back(key);
    };
    compare("Exec.Init", *one.process.init, *other.process.init);
    compare("Exec.KillSignal", *one.life.kill_signal, *other.life.kill_signal);
    compare("Exec.TimeoutStopSec", *one.life.stop_timeout, *other.life.stop_timeout);
    compare("Exec.User", *one.users.user, *other.users.user);
    compare("User.PrivateUsers", *one.users.private_users, *other.users.private_users);
    compare("Resources.DevicePolicy", *one.cgroups.device_policy, *other.cgroups.device_policy);
    compare("Files.Sys", *one.mounts.sys, *other.mounts.sys);
    compare("Files.Home", *one.mounts.home, *other.mounts.home);
    compare("Files.Cgroup", *one.cgroups.view, *other.cgroups.view);
    compare("Resources.TasksMax", *one.limits.tasks_max, *other.limits.tasks_max);
    compare("SystemCalls.Profile", *one.seccomp.profile, *other.seccomp.profile);
    compare("Security.NoNewPrivileges", *one.caps.no_new_privileges, *other.caps.no_new_privileges);
    compare("Security.RestrictNamespaces", *one.namespaces.restrict_namespaces, *other.namespaces.restrict_namespaces);
    compare("Security.Capabilities", kept(one), kept(other));
    compare("Exec.Reboot", *one.life.reboot, *other.life.reboot);
    compare("Exec.TTY", *one.life.terminal, *other.life.terminal);
    return keys;
}

/// Systemd-nspawn gives a command under ProcessTwo= what it gives an init, but for what only an init can answer; root is "0" to one
/// and by name to the other.
static const Keys kOnPurpose = {"Exec.Init", "Exec.KillSignal", "Exec.TimeoutStopSec", "Exec.User", "Exec.Reboot", "Exec.TTY"};

TEST_CASE("boot: a command that is converted has what Exec.Boot gives an init, but for what only an init can answer") {
    for (bool is_host_root : {false, true})
        for (bool has_own_network : {false, true}) {
            CAPTURE(is_host_root);
            CAPTURE(has_own_network);
            std::string users = is_host_root ? "no" : "pick", network = has_own_network ? "none" : "host";
            auto booted = unit_of("Exec.Boot = true\nUser.PrivateUsers = \"" + users + "\"\nNetwork.Mode = \"" + network + "\"\n");
            auto command = converted("[Exec]\nProcessTwo=yes\nPrivateUsers=" + users + "\n[Network]\nPrivate=" + (has_own_network ? "yes" : "no") + "\n");
            CHECK(differences(booted, command) == kOnPurpose);
        }
}

TEST_CASE("boot: an init that is converted has what Exec.Boot gives one") {
    auto booted = unit_of("Exec.Boot = true\nUser.PrivateUsers = \"pick\"\nNetwork.Mode = \"host\"\n");
    CHECK(differences(booted, converted("[Exec]\nBoot=yes\nPrivateUsers=pick\n")) == Keys{});
}
