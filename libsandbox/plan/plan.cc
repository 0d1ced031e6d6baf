// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/plan.hh"

#include "core/path.hh"
#include "domains/boot/contribute.hh"
#include "domains/caps/plan.hh"
#include "domains/cgroups/plan.hh"
#include "domains/hooks/plan.hh"
#include "domains/joining/plan.hh"
#include "domains/journal/contribute.hh"
#include "domains/journal/link.hh"
#include "domains/journal/plan.hh"
#include "domains/landlock/plan.hh"
#include "domains/life/plan.hh"
#include "domains/limits/plan.hh"
#include "domains/machine/plan.hh"
#include "domains/mounts/plan.hh"
#include "domains/namespaces/plan.hh"
#include "domains/net/plan.hh"
#include "domains/process/plan.hh"
#include "domains/seccomp/plan.hh"
#include "domains/selinux/plan.hh"
#include "domains/users/plan.hh"
#include "plan/find.hh"
#include "plan/set_id.hh"
#include "plan/tree.hh"

#include <algorithm>
#include <linux/capability.h>
#include <sched.h>
#include <tuple>

namespace sandbox {
namespace {

/// Collects the domains' drafts into one list.
class Collector {
public:
    explicit Collector(Plan& plan) : plan_(plan) { plan_.steps.reserve(96); }
    template <class DomainStep> void add(Draft<DomainStep> draft) {
        for (auto& step : draft.steps) plan_.steps.push_back({step.phase, Body(std::move(step.body)), std::move(step.reason)});
        for (auto& note : draft.notes) plan_.notes.push_back(std::move(note));
    }

private:
    Plan& plan_;
};

/// The arguments of the command line; those that Files.BindArguments names are absolute paths (absolute_arguments()).
std::vector<std::string> argument_paths(const Unit& unit) {
    std::vector<std::string> paths;
    for (std::size_t index = unit.own_words; index < unit.process.command.size(); ++index)
        paths.push_back(*unit.process.command.items[index]);
    return paths;
}

Result<Contributions> contributions(const Unit& unit, const Host& host, mounts::Surroundings& around) {
    Contributions all;
    TRY(users::contribute(unit.users, host.users, all));
    TRY(namespaces::contribute(unit.namespaces, all));
    TRY(net::contribute(unit.net, all));
    TRY(joining::contribute(unit.joining, all));
    TRY(caps::contribute(unit.caps, all));
    limits::contribute(unit.limits, all);
    TRY(boot::contribute(unit.boot, host.boot, *unit.mounts.root_directory, all));
    life::contribute(unit.life, all);
    TRY(namespaces::contribute_names(unit.namespaces, all));
    around.has_user_namespace = TRY(namespaces::has(unit.namespaces, all, CLONE_NEWUSER));
    around.has_pid_namespace = TRY(namespaces::has(unit.namespaces, all, CLONE_NEWPID));
    using Ids = Contributions::Ids;
    bool is_root = TRY(host.users.uid.get("users.uid")) == 0;
    if (!around.has_user_namespace) all.ids = is_root && all.user != 0 ? Ids::others : Ids::launcher;
    around.may_be_host_root = is_root && all.ids != Ids::one_leased;
    around.is_booted = *unit.boot.boot;
    around.argument_paths = argument_paths(unit);
    TRY(journal::contribute(unit.journal, host.journal, *unit.boot.boot ? *unit.mounts.root_directory : "", all));
    TRY(cgroups::contribute(unit.cgroups, host.cgroups, all));
    TRY(mounts::contribute(unit.mounts, host.mounts, around, all));
    return all;
}

template <class DomainStep, class Function> Result<void> collect(Collector& into, Function&& function) {
    Draft<DomainStep> draft;
    TRY(function(draft));
    into.add(std::move(draft));
    return {};
}

bool is_optional(const Unit& unit, std::string_view setting) {
    return std::ranges::any_of(unit.about.optional, [&](const auto& item) { return *item == setting; });
}

/// The group's limit on tasks is uncertain where it is a default, or the unit could do without the group.
limits::TaskGroup task_group(const Unit& unit, const Plan& plan) {
    bool is_certain = true;
    for (const Step& step : plan.steps) {
        if (is<cgroups::Step, cgroups::Make>(step)) is_certain = !is_optional(unit, step.reason.setting);
        const auto* set = as<cgroups::Step, cgroups::SetFile>(step);
        if (set != nullptr && cgroups::limits_tasks(*set)) return is_certain && !set->is_default ? limits::TaskGroup::certain : limits::TaskGroup::uncertain;
    }
    return limits::TaskGroup::none;
}

/// What may happen of which a hook hears.
hooks::Surroundings moments_of(const Plan& plan) {
    hooks::Surroundings moments;
    for (const Step& step : plan.steps) {
        const auto* set = as<cgroups::Step, cgroups::SetFile>(step);
        moments.has_group |= std::holds_alternative<cgroups::Step>(step.body);
        moments.counts_memory |= set != nullptr && cgroups::first_file(*set).starts_with("memory.");
        const auto* health = as<life::Step, life::CheckHealth>(step);
        bool cures = health != nullptr && (health->on_failure == life::OnFailure::stop || health->on_failure == life::OnFailure::restart);
        moments.may_be_ended |= cures || is<life::Step, life::LimitRuntime>(step) || is<life::Step, life::ShutDown>(step);
    }
    return moments;
}

bool keeps_boot(const Unit& unit) {
    return std::ranges::any_of(unit.caps.kept, [](const auto& kept) { return *kept == caps::Capability{CAP_SYS_BOOT}; });
}

/// Where on cgroup v2 its group is.
machine::Sandbox::Group group_of(const Plan& plan) {
    auto group = machine::Sandbox::Group::none;
    for (const Step& step : plan.steps) {
        if (is<cgroups::Step, cgroups::OpenScope>(step)) return machine::Sandbox::Group::scope;
        const auto* make = as<cgroups::Step, cgroups::Make>(step);
        bool is_unified = make != nullptr && std::ranges::any_of(make->parents, [](const auto& parent) { return parent.version == cgroups::Version::v2; });
        if (is_unified) group = machine::Sandbox::Group::foreign;
    }
    return group;
}

journal::Streams streams_of(const Unit& unit, const Contributions& all) {
    auto leads = [](const Given<process::Standard>& given) { return given->kind == process::Standard::Kind::journal; };
    const auto& [output, errors] = std::tie(unit.process.output, unit.process.errors);
    bool is_output_needed = leads(output) && !is_optional(unit, "Exec.StandardOutput");
    bool are_errors_needed = leads(errors) && !is_optional(unit, "Exec.StandardError");
    bool is_of_output = is_output_needed || (leads(output) && !are_errors_needed);
    Reason reason = is_of_output ? Reason{"Exec.StandardOutput", output.origin} : Reason{"Exec.StandardError", errors.origin};
    return {.output = leads(output), .errors = leads(errors), .reason = reason, .has_terminal = *unit.life.terminal == life::Terminal::always,
            .is_optional = !is_output_needed && !are_errors_needed, .is_syslog_optional = is_optional(unit, "Journal.PrivateSyslog"),
            .is_background = unit.is_background, .is_booted = *unit.boot.boot,
            .is_link_optional = is_optional(unit, "Journal.Link"), .root = *unit.mounts.root_directory,
            .owner = journal::owner_of(all.ids)};
}

/// What of the host's files it may write to, by the unit's own words.
selinux::Sandbox labelled(const Unit& unit, bool has_own_network) {
    selinux::Sandbox sandbox{.has_network = !has_own_network || *unit.net.mode != net::Mode::none, .is_booted = *unit.boot.boot};
    if (!unit.mounts.root_directory->empty() && !*unit.mounts.read_only) sandbox.writable.push_back(*unit.mounts.root_directory);
    for (const auto& bind : unit.mounts.bind) sandbox.writable.push_back(bind->source);
    for (const auto& key : unit.about.optional) sandbox.optional.push_back(*key);
    return sandbox;
}

landlock::Sandbox reachable(const Unit& unit, const Plan& plan) {
    return {.writable = writable_places(plan), .may_mount = *unit.seccomp.profile == seccomp::Profile::container};
}

bool needs_host(const Step& step) {
    return std::holds_alternative<machine::Step>(step.body) || is<users::Step, users::MapByHost>(step);
}

/// Further namespaces are forbidden by a limit of the user namespace's, and by every filter but this one.
Result<void> check_restriction(const Unit& unit, bool has_user_namespace, Plan& plan) {
    const auto& restricts = unit.namespaces.restrict_namespaces;
    Reason reason{"Security.RestrictNamespaces", restricts.origin};
    bool filter_allows = *unit.seccomp.profile == seccomp::Profile::container;
    if (*restricts && !has_user_namespace && filter_allows) {
        std::string why = "without a user namespace of its own only the filter restricts namespaces, and SystemCalls.Profile = \"container\" (" +
                          unit.seccomp.profile.origin.print() + ") allows them";
        if (restricts.is_given()) return fail(Error::usage(why).at(reason.origin, reason.setting));
        plan.notes.push_back({std::move(why), reason});
    }
    if (!*restricts && restricts.is_given() && !filter_allows)
        plan.notes.push_back({"the filter refuses further namespaces all the same; SystemCalls.Profile = \"container\" allows them", reason});
    return {};
}

/// Output that is to be a file's must not become the caller's; only for a journal that is not there it may. Who is the host's root
/// could make every device.
Result<void> check_optional(const Unit& unit, bool has_user_namespace) {
    auto is_journal = [](const Given<process::Standard>& given) { return given->kind == process::Standard::Kind::journal; };
    for (const auto& key : unit.about.optional) {
        bool is_output = *key == "Exec.StandardOutput" && !is_journal(unit.process.output);
        bool is_errors = *key == "Exec.StandardError" && !is_journal(unit.process.errors);
        if (is_output || is_errors)
            return fail(Error::usage(quote(*key) + " can be left out only where it is journal").at(key.origin, "Sandbox.Optional"));
        if (!has_user_namespace && (*key == "Resources.DevicePolicy" || *key == "Resources.DeviceAllow"))
            return fail(Error::usage(quote(*key) + " cannot be left out without a user namespace: the host's devices would be inside")
                            .at(key.origin, "Sandbox.Optional"));
    }
    return {};
}

/// A terminal is controlled by the leader of a session, who reads from it.
Result<void> check_terminal(const Unit& unit) {
    if (*unit.life.terminal != life::Terminal::always) return {};
    if (unit.process.input->kind != process::Standard::Kind::caller)
        return fail(Error::usage("a terminal of its own, which Exec.TTY = \"always\" and Exec.Boot give, is what the command reads from")
                        .at(unit.process.input.origin, "Exec.StandardInput"));
    if (*unit.process.new_session) return {};
    return fail(Error::usage("a terminal of its own, which Exec.TTY = \"always\" and Exec.Boot give, needs a session of its own")
                    .at(unit.process.new_session.origin, "Exec.NewSession"));
}

}  // namespace

/// Sorted by phase, in the order of arrival within one. Not std::stable_sort: libstdc++ 12's has a deprecated helper, which
/// clang 19 refuses.
static std::vector<Step> by_phase(std::vector<Step> steps) {
    std::vector<Step> sorted;
    sorted.reserve(steps.size());
    for (int phase = 0; sorted.size() < steps.size(); ++phase)
        for (Step& step : steps)
            if (static_cast<int>(step.phase) == phase) sorted.push_back(std::move(step));
    return sorted;
}

Result<Plan> plan(const Unit& unit, const Host& host) {
    TRY(check_terminal(unit));
    mounts::Surroundings around;
    auto all = TRY(contributions(unit, host, around));
    TRY(check_optional(unit, around.has_user_namespace));
    bool has_net = TRY(namespaces::has(unit.namespaces, all, CLONE_NEWNET));

    Plan plan;
    TRY(check_restriction(unit, around.has_user_namespace, plan));
    Collector into(plan);
    TRY(collect<cgroups::Step>(into, [&](auto& out) {
        return cgroups::plan(unit.cgroups, host.cgroups, all, {unit.name, unit.is_named || unit.unit_name.empty()}, out);
    }));
    auto uuid = TRY(boot::uuid_of(unit.boot, host.boot));
    machine::Sandbox sandbox{unit.name, unit.is_named, *unit.mounts.root_directory, TRY(host.users.uid.get("users.uid")),
                             group_of(plan), all.ending, *unit.boot.boot, uuid, is_optional(unit, "Machine.Register")};
    TRY(collect<machine::Step>(into, [&](auto& out) { return machine::plan(unit.machine, host.machine, sandbox, all.places, out); }));
    TRY(collect<process::Step>(into, [&](auto& out) {
        return process::plan(unit.process, host.process, all, around.has_pid_namespace, out);
    }));
    TRY(collect<users::Step>(into, [&](auto& out) { return users::plan(unit.users, host.users, all, around.has_user_namespace, out); }));
    TRY(collect<namespaces::Step>(into, [&](auto& out) { return namespaces::plan(unit.namespaces, all, out); }));
    TRY(collect<mounts::Step>(into, [&](auto& out) { return mounts::plan(unit.mounts, around, all, out); }));
    TRY(collect<net::Step>(into, [&](auto& out) { return net::plan(unit.net, has_net, out); }));
    TRY(collect<limits::Step>(into, [&](auto& out) { return limits::plan(unit.limits, {task_group(unit, plan), around.has_user_namespace, all.user}, out); }));
    TRY(collect<selinux::Step>(into, [&](auto& out) { return selinux::plan(unit.selinux, host.selinux, labelled(unit, has_net), out); }));
    TRY(collect<caps::Step>(into, [&](auto& out) { return caps::plan(unit.caps, out); }));
    TRY(collect<landlock::Step>(into, [&](auto& out) { return landlock::plan(unit.landlock, host.landlock, reachable(unit, plan), out); }));
    bool can_reboot = keeps_boot(unit) && around.has_pid_namespace && seccomp::has_reboot(*unit.seccomp.profile);
    Reason reboot{"Exec.Reboot", unit.life.reboot.origin};
    // The pid namespace belongs to the first user namespace, and the command lives in the second.
    bool is_watched = can_reboot && around.has_user_namespace && unit.life.reboot.is_given();
    TRY(collect<seccomp::Step>(into, [&](auto& out) { return seccomp::plan(unit.seccomp, is_watched ? &reboot : nullptr, out); }));
    TRY(collect<life::Step>(into, [&](auto& out) {
        // In the background also a unit's has a name that others can know: it is printed.
        bool keeps_reports = unit.is_named || (unit.is_background && !unit.unit_name.empty());
        return life::plan(unit.life, {can_reboot, keeps_reports, !unit.unit_name.empty(), *unit.boot.boot}, out);
    }));
    TRY(collect<journal::Step>(into, [&](auto& out) { return journal::plan(unit.journal, host.journal, streams_of(unit, all), out); }));
    TRY(collect<hooks::Step>(into, [&](auto& out) { return hooks::plan(unit.hooks, moments_of(plan), out); }));
    // After the out-of-memory score: who has entered another user namespace has no privileges of ours any more.
    TRY(collect<joining::Step>(into, [&](auto& out) -> Result<void> { return joining::plan(unit.joining, out), Result<void>(); }));

    TRY(note_set_ids(unit, host, plan));
    plan.steps = by_phase(std::move(plan.steps));
    bool waits = std::any_of(plan.steps.begin(), plan.steps.end(), needs_host);
    plan.mode = waits ? LaunchMode::rendezvous : LaunchMode::in_place;
    return plan;
}

}  // namespace sandbox
