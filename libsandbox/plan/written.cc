// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/written.hh"

#include "core/signal.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox {
namespace {

/// Whether the plan names the setting already, as the reason of a step or in a note.
bool is_named(const Plan& plan, std::string_view setting) {
    auto names_it = [&](const auto& line) { return line.reason.setting == setting; };
    return std::ranges::any_of(plan.steps, names_it) || std::ranges::any_of(plan.notes, names_it);
}

void add_environment(const process::Spec& spec, std::vector<Note>& out) {
    for (const auto& name : spec.pass_environment) out.push_back({"variable " + *name + ", if the caller has it", {"Exec.PassEnvironment", name.origin}});
    for (const auto& name : spec.environment.removed) out.push_back({"no variable " + *name, {"Exec.Environment", name.origin}});
    for (const auto& [name, value] : spec.environment) out.push_back({"variable " + name + "=" + *value, {"Exec.Environment", value.origin}});
}

std::string patience_text(Microseconds patience) {
    return patience == kForever ? "never killed for not ending" : "SIGKILL " + print_duration(patience) + " after it was asked to end";
}

template <class Names, class Enum> std::string word(const Names& names, Enum value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

void add_about(const About& about, std::vector<Note>& out) {
    for (const auto& [key, value] : about.labels) out.push_back({"label " + key + "=" + *value, {"Unit.Labels", value.origin}});
    for (const auto& key : about.optional) out.push_back({*key + " is left out where the host cannot honour it", {"Sandbox.Optional", key.origin}});
}

/// Whatever has no words of its own is told by its row's, so that nothing that somebody wrote goes without a line.
void add_written(const Unit& unit, const Plan& plan, std::vector<Note>& out) {
    for (const Assignment& one : unit.written) {
        auto key = one.row->key;
        bool is_heading = key == "Unit.Description" && !unit.about.description->empty();
        bool is_told = is_heading || is_named(plan, key) || std::ranges::any_of(out, [&](const Note& note) { return note.reason.setting == key; });
        if (is_told) continue;
        const auto* text = std::get_if<std::string>(&one.value.data);
        out.push_back({std::string(one.row->brief) + ": " + (text != nullptr ? *text : print_toml(one.value)), {key, one.value.origin}});
    }
}

/// A limit at which the kernel only kills. cgroup v1 has no other.
void add_memory(const cgroups::Spec& spec, const Plan& plan, std::vector<Note>& out) {
    if (spec.memory_high.is_given() || std::ranges::any_of(spec.raw, [](const auto& file) { return file.first == "memory.high"; })) return;
    for (const Step& step : plan.steps) {
        const auto* groups = std::get_if<cgroups::Step>(&step.body);
        const auto* set = groups != nullptr ? std::get_if<cgroups::SetFile>(groups) : nullptr;
        bool is_limit = set != nullptr && set->tries[0].file == "memory.max" && set->tries[0].value != "max";
        if (is_limit && step.reason.setting == "Resources.MemoryMax" && !step.reason.origin.is_fallback())
            out.push_back({"killed at that limit, and not slowed down before: there is no Resources.MemoryHigh", step.reason});
    }
}

std::string network_text(net::Mode mode) {
    return mode == net::Mode::host ? "the host's network" : "no network but a loopback of its own";
}

}  // namespace

std::vector<Note> written_beside(const Unit& unit, const Plan& plan) {
    std::vector<Note> lines;
    auto add = [&](std::string_view setting, const auto& given, std::string text) {
        if (given.is_given() && !is_named(plan, setting)) lines.push_back({std::move(text), {setting, given.origin}});
    };
    auto yes_no = [](bool is_set, const char* yes, const char* no) { return std::string(is_set ? yes : no); };
    add_about(unit.about, lines);
    add_environment(unit.process, lines);
    add("Exec.UnsafeEnvironment", unit.process.unsafe_environment,
        yes_no(*unit.process.unsafe_environment, "variables that loaders and shells obey may come in", "variables that loaders and shells obey stay out"));
    add("Exec.Init", unit.process.init, "PID 1: " + word(process::kInits, *unit.process.init));
    add("Exec.TTY", unit.life.terminal, "a terminal of its own: " + word(life::kTerminals, *unit.life.terminal));
    add("Exec.KillSignal", unit.life.kill_signal, print_signal(*unit.life.kill_signal) + " asks it to end");
    add("Exec.TimeoutStopSec", unit.life.stop_timeout, patience_text(*unit.life.stop_timeout));
    add("Report.Print", unit.life.print, "tell how it ended: " + word(life::kPrints, *unit.life.print));
    add("Report.Keep", unit.life.keep, *unit.life.keep == 0 ? "no reports of its end are kept" : "reports of its end to keep: " + std::to_string(*unit.life.keep));
    add("Report.LogLines", unit.life.log_lines, "last lines of its output in the report: " + std::to_string(*unit.life.log_lines));
    add("Machine.Register", unit.machine.wanted, "a machine of systemd-machined: " + word(machine::kRegisters, *unit.machine.wanted));
    add("Network.Mode", unit.net.mode, network_text(*unit.net.mode));
    add("Network.Loopback", unit.net.loopback, yes_no(*unit.net.loopback, "lo is up", "lo stays down"));
    add("Files.ReadOnly", unit.mounts.read_only, yes_no(*unit.mounts.read_only, "the root is read-only", "the root is writable"));
    add("Security.KeyringMode", unit.process.keyring, "session keyring: " + word(process::kKeyringModes, *unit.process.keyring));
    add("Security.NoNewPrivileges", unit.caps.no_new_privileges,
        yes_no(*unit.caps.no_new_privileges, "no new privileges", "no_new_privs is not set: programs may gain privileges"));
    add("Security.RestrictNamespaces", unit.namespaces.restrict_namespaces,
        yes_no(*unit.namespaces.restrict_namespaces, "no further namespaces", "further namespaces are not restricted"));
    if (*unit.selinux.mode == selinux::Mode::off) add("Security.SELinux", unit.selinux.mode, "no label of SELinux: the policy decides");
    add("Landlock.Mode", unit.landlock.mode, "Landlock: " + word(landlock::kModes, *unit.landlock.mode));
    add_memory(unit.cgroups, plan, lines);
    add_written(unit, plan, lines);
    return lines;
}

}  // namespace sandbox
