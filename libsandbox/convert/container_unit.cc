// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/container_unit.hh"

#include "convert/nspawn_key.hh"
#include "convert/words.hh"
#include "core/text.hh"
#include "domains/caps/names.hh"
#include "domains/caps/spec.hh"
#include "domains/process/spec.hh"
#include "unit/boot.hh"
#include "unit/registry.hh"

#include <algorithm>
#include <iterator>
#include <linux/capability.h>
#include <tuple>

namespace sandbox::convert {
namespace {

constexpr std::string_view kPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What somebody wrote as `name`, for a key that not every build has.
Result<void> set_if_known(UnitText& unit, std::string_view key, std::string toml, const Origin& origin, std::string_view name) {
    if (find_setting(key) == nullptr)
        return fail(Error::impossible("no unit can say it: there is no " + std::string(key)).at(origin, name));
    unit.set(key, std::move(toml));
    return {};
}

std::string bind_text(const Container& container, const Container::Bind& bind) {
    bool has_users = container.users != Container::Users::host;
    std::string options = bind.options;
    auto add = [&](const char* option) { options += (options.empty() ? "" : ",") + std::string(option); };
    bool is_mapped = has_users && bind.is_mapped;
    if (is_mapped) add("idmap=range");
    // nspawn leaves a bind as it is; Files.Bind maps what is writable.
    if (!is_mapped && !bind.is_read_only) add("noidmap");
    std::string text = (bind.is_optional ? "-" : "") + escape_path(bind.source);
    if (bind.target != bind.source || !options.empty()) text += ":" + escape_path(bind.target);
    return options.empty() ? text : text + ":" + options;
}

/// Whether what is started is not root: then nspawn changes the user, and only what is ambient outlives that.
bool is_other_user(const Container& container) {
    return !container.user->empty() && *container.user != "root" && *container.user != "0";
}

/// nspawn has one PATH for everybody, and tells who is no init, too, that it is in a container.
std::string environment_text(const Container& container, bool is_ours) {
    std::string table = "{";
    auto add = [&](const std::string& name, std::string_view value) {
        table += (table.size() > 1 ? ", " : "") + name + " = " + toml_text(value);
    };
    auto is_said = [&](std::string_view name) {
        return std::ranges::any_of(container.environment, [&](const auto& variable) { return variable.first == name; });
    };
    if (is_ours && !is_said("container")) add("container", "sandbox");
    if (is_ours && is_other_user(container) && !is_said("PATH")) add("PATH", kPath);
    // Without a home of ours HOME would be the root; who is another user by name has what the root's /etc/passwd says.
    if (is_ours && !is_other_user(container) && !is_said("HOME")) add("HOME", "/root");
    for (const auto& [name, value] : container.environment) add(name, value);
    return table + "}";
}

Result<void> write_exec(const Container& container, const NspawnSource& source, UnitText& unit) {
    bool is_ours = *container.process_two;
    if (!is_ours) unit.flag("Exec.Boot", true);
    auto command = container.parameters;
    if (*container.boot && !command.empty()) command.insert(command.begin(), "/sbin/init");
    if (!*container.boot && command.empty()) command = {"/bin/sh", "-l"};
    unit.list("Exec.Command", command);
    if (is_ours) unit.text("Exec.Init", "builtin");
    if (!container.user->empty() || is_ours) unit.text("Exec.User", container.user->empty() ? "root" : *container.user);
    if (!container.working_directory.empty()) unit.text("Exec.WorkingDirectory", container.working_directory);
    if (!container.environment.empty() || is_ours) unit.set("Exec.Environment", environment_text(container, is_ours));
    bool is_unsafe = std::ranges::any_of(container.environment, [](const auto& variable) { return process::is_unsafe(variable.first); });
    if (is_unsafe) unit.flag("Exec.UnsafeEnvironment", true);
    unit.text("Exec.Hostname", container.hostname.empty() ? source.machine : container.hostname);
    // Without an init nspawn asks nobody to end.
    if (!container.kill_signal.empty() || !*container.boot)
        unit.text("Exec.KillSignal", container.kill_signal.empty() ? "SIGKILL" : container.kill_signal);
    const auto& [id, notifies] = std::tie(container.machine_id, container.notify_ready);
    auto needs_init = [](const Origin& origin, std::string_view name) {
        return fail(Error::impossible("no unit can say it: it is told an init, and with ProcessTwo=yes that is ours").at(origin, name));
    };
    if (is_ours && !id->empty()) return needs_init(id.origin, "Exec.MachineID");
    if (is_ours && *notifies) return needs_init(notifies.origin, "Exec.NotifyReady");
    if (!id->empty()) TRY(set_if_known(unit, "Exec.MachineID", toml_text(*id), id.origin, "Exec.MachineID"));
    if (*notifies) TRY(set_if_known(unit, "Exec.NotifyReady", "true", notifies.origin, "Exec.NotifyReady"));
    return {};
}

Result<void> write_users(const Container& container, UnitText& unit) {
    using Users = Container::Users;
    if (container.ownership == Container::Ownership::off && (container.users == Users::pick || container.users == Users::range))
        return fail(Error::impossible("no unit can say it: the root's files are mapped to the range"));
    if (container.users == Users::host) unit.text("User.PrivateUsers", "no");
    if (container.users == Users::pick) unit.text("User.PrivateUsers", "pick");
    if (container.users == Users::identity) unit.text("User.PrivateUsers", "0:65536");
    if (container.users == Users::range) unit.text("User.PrivateUsers", *container.range);
    return {};
}

void write_files(const Container& container, const NspawnSource& source, UnitText& unit) {
    unit.text("Files.RootDirectory", source.root);
    unit.flag("Files.ReadOnly", container.read_only || container.is_state_volatile);
    auto tmpfs = container.tmpfs;
    if (container.is_state_volatile && !container.has_place("/var")) tmpfs.insert(tmpfs.begin(), "/var:mode=755");
    std::vector<std::string> writable, read_only;
    // Who has no init of its own inside has an empty /home unless something else is there.
    bool is_read_only = container.read_only || container.is_state_volatile;
    if (*container.process_two && !container.has_place("/home"))
        (is_read_only ? read_only : writable)
            .push_back(bind_text(container, {.source = source.root + "/home", .target = "/home", .is_optional = true,
                                             .is_read_only = is_read_only, .is_mapped = true}));
    for (const auto& bind : container.binds) (bind.is_read_only ? read_only : writable).push_back(bind_text(container, bind));
    if (!container.resolv_conf.empty() && !container.has_place("/etc/resolv.conf"))
        read_only.push_back(bind_text(container, {.source = container.resolv_conf, .target = "/etc/resolv.conf", .is_read_only = true}));
    unit.list("Files.Bind", writable);
    unit.list("Files.BindReadOnly", read_only);
    unit.list("Files.TemporaryFileSystem", tmpfs);
    unit.list("Files.Inaccessible", container.inaccessible);
    if (!*container.process_two) return;
    unit.text("Files.Home", "none");
    unit.text("Files.Sys", "readonly");
    unit.text("Files.Cgroup", "private");
}

/// nspawn limits what it passes on from the kernel's own defaults, and no memory.
void write_resources(const Container& container, UnitText& unit) {
    unit.text("Resources.MemoryMax", "infinity");
    unit.text("Resources.MemorySwapMax", "infinity");
    if (*container.process_two) unit.set("Resources.TasksMax", "16384");
    if (*container.process_two && container.users == Container::Users::host) unit.text("Resources.DevicePolicy", "closed");
    unit.set("Resources.OOMScoreAdjust", container.oom_score_adjust.value_or("0"));
    unit.list("Resources.CPUAffinity", container.cpu_affinity);
    bool has_core = std::ranges::any_of(container.limits, [](const auto& limit) { return limit.first == "LimitCORE"; });
    if (!has_core) unit.text("Resources.LimitCORE", "0:infinity");
    for (const auto& [name, pair] : container.limits) unit.text("Resources." + name, pair);
}

Result<void> write_security(const Container& container, UnitText& unit) {
    bool is_other = is_other_user(container);
    bool is_said = container.added != 0 || container.dropped != 0 || is_other;
    std::uint64_t kept = container.added;
    for (unsigned capability : boot_capabilities({container.users == Container::Users::host, container.private_network}))
        kept |= std::uint64_t{1} << capability;
    kept &= ~container.dropped;
    const auto& ambient = container.ambient;
    if ((*ambient & ~kept) != 0)
        return fail(Error::usage("not all of it is in Capability=").at(ambient.origin, "Exec.AmbientCapability"));
    if (is_other) kept = *ambient;
    std::vector<std::string> names;
    for (unsigned number = 0; number < std::size(caps::kNames); ++number)
        if ((kept >> number & 1) != 0) names.push_back(caps::name_of(caps::Capability{number}));
    if (is_said || *container.process_two) unit.set("Security.Capabilities", toml_list(names));
    if (container.no_new_privileges || *container.process_two) unit.flag("Security.NoNewPrivileges", container.no_new_privileges);
    if (!*container.process_two) return {};
    unit.flag("Security.RestrictNamespaces", false);
    unit.text("SystemCalls.Profile", "container");
    return {};
}

/// What nspawn does of itself, and a unit does not or does otherwise.
void write_remarks(const Container& container, const NspawnSource& source, UnitText& unit) {
    unit.remark("From " + escape(source.path) + ", by sandbox-convert.");
    if (!*container.boot && !*container.process_two)
        unit.remark("No init: but systemd-nspawn gives each command what Exec.Boot gives one, as PID 1.");
    if (is_other_user(container))
        unit.remark("Who is not root has no capabilities but AmbientCapability=, as in systemd-nspawn; here no program gives others back.");
    if (!container.keeps_resolv_conf && !container.private_network)
        unit.remark("The root's own /etc/resolv.conf counts: ResolvConf=auto would have the host's.");
    bool has_range = container.users == Container::Users::pick || container.users == Container::Users::range;
    if (has_range && container.ownership == Container::Ownership::unsaid)
        unit.remark(container.users == Container::Users::pick
                        ? "The root's files are mapped to the range: without PrivateUsersOwnership= systemd-nspawn would give them to it on disk (chown)."
                        : "The root's files are mapped to the range: without PrivateUsersOwnership= they would keep their owners (off), and be nobody's inside.");
    if (!container.keeps_timezone) unit.remark("The root's own /etc/localtime counts: Timezone=auto would have the host's.");
}

}  // namespace

Result<UnitText> unit_of(const Container& container, const NspawnSource& source) {
    if (source.root == "/") return fail(Error::usage("the host's own root is no container's").at(Origin::option("--directory")));
    if (*container.boot && *container.process_two)
        return fail(Error::usage("with Boot=yes the init is PID 1").at(container.process_two.origin, "Exec.ProcessTwo"));
    if (*container.boot && !container.user->empty())
        return fail(Error::usage("with Boot=yes the init is root").at(container.user.origin, "Exec.User"));
    if (*container.boot && *container.ambient != 0)
        return fail(Error::usage("with Boot=yes the init is root, who has all there are").at(container.ambient.origin, "Exec.AmbientCapability"));
    if (*container.virtual_ethernet)
        return fail(no_network().error()
                        .at(container.virtual_ethernet.origin, "Network.VirtualEthernet"));
    UnitText unit;
    write_remarks(container, source, unit);
    TRY(write_exec(container, source, unit));
    auto users = write_users(container, unit);
    if (!users) return fail(std::move(users).error().at(container.range.origin, "Exec.PrivateUsers"));
    write_files(container, source, unit);
    unit.text("Network.Mode", container.private_network ? "none" : "host");
    write_resources(container, unit);
    TRY(write_security(container, unit));
    unit.text("Machine.Name", source.machine);
    const auto& link = container.link_journal;
    if (!link->empty() && *link != "auto") TRY(set_if_known(unit, "Journal.Link", toml_text(*link), link.origin, "Exec.LinkJournal"));
    return unit;
}

}  // namespace sandbox::convert
