// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/machine/plan.hh"

namespace sandbox::machine {

/// Why it cannot be a machine; empty: it may.
static std::string hindrance(const Spec& spec, const std::string& absence, const Sandbox& sandbox) {
    if (!absence.empty()) return absence;
    // Newer ones take machines of the user's own: whoever says "yes" has it tried.
    if (*spec.wanted == Register::automatic && sandbox.caller != 0) return "systemd-machined takes machines from root";
    if (sandbox.group == Sandbox::Group::foreign)
        return "its control group is in one that is not its own scope, and systemd-machined would move it out";
    return {};
}

/// Whoever has a unit that is a machine run without one need not take its name from it.
static void note_unused(const Spec& spec, Draft<Step>& out) {
    std::string why = *spec.wanted == Register::no ? "Machine.Register = \"no\" (" + spec.wanted.origin.print() + ")" : "the sandbox has no name";
    auto note = [&](std::string_view setting, const Origin& origin) { out.note("nothing comes of it: " + why, {setting, origin}); };
    if (spec.name.is_given()) note("Machine.Name", spec.name.origin);
    if (spec.kind.is_given()) note("Machine.Class", spec.kind.origin);
}

Result<void> plan(const Spec& spec, const Facts& facts, const Sandbox& sandbox, std::vector<Place>& places, Draft<Step>& out) {
    if (!wants_machine(spec, sandbox.is_named)) return note_unused(spec, out), Result<void>();
    Reason reason{"Machine.Register", spec.wanted.origin};
    bool is_default = *spec.wanted == Register::automatic || sandbox.is_optional;
    auto why_not = hindrance(spec, TRY(facts.absence.get("machine.absence")), sandbox);
    if (!why_not.empty() && !is_default) return fail(Error::impossible(why_not).at(reason.origin, reason.setting));
    // What nobody wrote a word about is missed by nobody where there is no systemd at all.
    bool is_missed = why_not != kNoBus || spec.wanted.is_given() || spec.name.is_given() || spec.kind.is_given();
    if (!why_not.empty() && is_missed) out.note("no machine of systemd-machined: " + why_not, reason);
    if (!why_not.empty()) return {};
    bool has_unit = sandbox.group == Sandbox::Group::scope || !TRY(facts.unit.get("machine.unit")).empty();
    Enlist enlist{.name = spec.name.is_given() ? *spec.name : sandbox.name, .kind = *spec.kind, .root = sandbox.root, .id = sandbox.uuid,
                  .has_own_scope = !has_unit, .ending = sandbox.ending, .has_tunnel = sandbox.is_booted, .is_default = is_default};
    std::erase(enlist.id, '-');
    if (enlist.has_tunnel)
        places.push_back({.kind = Place::Kind::bind, .target = "/run/host/incoming", .source = tunnel_directory(enlist.name),
                          .flags = {.read_only = true, .noexec = true}, .is_tunnel = true, .reason = reason});
    out.step(Phase::machine, std::move(enlist), reason);
    return {};
}

std::string tunnel_directory(const std::string& name) {
    return "/run/systemd/nspawn/propagate/" + name;
}

std::string describe(const Step& step) {
    const auto& enlist = std::get<Enlist>(step);
    return std::string(kClasses[static_cast<std::size_t>(enlist.kind)]) + " " + enlist.name + " of systemd-machined, in " +
           (enlist.has_own_scope ? "a scope that it makes" : "the unit of systemd's that the sandbox has");
}

}  // namespace sandbox::machine
