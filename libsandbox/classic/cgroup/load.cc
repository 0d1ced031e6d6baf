// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/load.hh"

#include "classic/cgroup/mount.hh"
#include "classic/cgroup/systemd_block.hh"
#include "classic/cgroup/values.hh"
#include "core/text.hh"
#include "domains/cgroups/file.hh"

#include <algorithm>
#include <ranges>

namespace sandbox::cgroup {
namespace {

Outcome<> take_owner(Owner& owner, const PermissionText& text) {
    auto user = parse_owner(text.user);
    if (!user) return trouble(Code::config_failed, user.error());
    auto group = parse_owner(":" + text.group);
    if (!group) return trouble(Code::config_failed, group.error());
    if (user->user) owner.user = user->user;
    if (group->group) owner.group = group->group;
    return {};
}

Outcome<> take_mode(std::optional<mode_t>& mode, const std::string& text) {
    if (text.empty()) return {};
    mode = parse_permission(text);
    if (!mode) return trouble(Code::config_failed, quote(text) + " is no mode of three or four octal digits");
    return {};
}

/// The host's name of a controller: "io" of "blkio" where cgroup v2 has it.
Outcome<std::string> host_controller(const Mounts& mounts, const std::string& controller) {
    if (mounts.hierarchy_of(controller)) return controller;
    for (Version words : {Version::v1, Version::v2}) {
        std::string other(cgroups::counterpart(words, controller));
        if (other != controller && mounts.hierarchy_of(other)) return other;
    }
    return trouble(Code::no_controller, "no mounted hierarchy has controller " + controller);
}

/// In whose words a setting is: the host's if the group has such a file, else the other version's.
Words words_of(const Mounts& mounts, const std::string& path, const Setting& setting) {
    auto located = locate(mounts, path, setting.file, std::nullopt);
    if (!located) return mounts.hierarchy_of(cgroups::counterpart(Version::v1, cgroups::controller_of(setting.file))) ? Version::v1 : Version::v2;
    if (cgroups::has_file(located->group, setting.file)) return std::nullopt;
    return located->group.version == Version::v1 ? Version::v2 : Version::v1;
}

std::string path_of(const GroupBlock& block, const std::string& controller, const Assignments& namespaces) {
    std::string name = block.name == "." ? "/" : block.name;
    auto space = std::ranges::find(namespaces, controller, &Setting::file);
    return space == namespaces.end() ? name : space->value + "/" + name;
}

Outcome<> write_all(const Mounts& mounts, const std::string& path, const ControllerBlock& block) {
    for (const Setting& setting : block.settings) {
        auto words = words_of(mounts, path, setting);
        auto written = write_value(mounts, path, setting, words);
        // A name that neither version has is told as a file that is not there.
        if (!written && written.error().code == Code::no_conversion) return trouble(Code::no_value, written.error().detail);
        if (!written) return written;
    }
    return {};
}

}  // namespace

Outcome<Permissions> resolve(const Perm& perm, const Permissions& fallback) {
    Permissions permissions = fallback;
    TRY(take_owner(permissions.admin, perm.admin));
    TRY(take_owner(permissions.task, perm.task));
    TRY(take_mode(permissions.directory, perm.admin.directory));
    TRY(take_mode(permissions.files, perm.admin.files));
    TRY(take_mode(permissions.tasks, perm.task.files));
    return permissions;
}

Outcome<> load_group(const Mounts& mounts, const GroupBlock& block, const Permissions& permissions, const Assignments& namespaces,
                     std::vector<Group>* made) {
    for (const ControllerBlock& controller : block.controllers) TRY(host_controller(mounts, controller.controller));
    for (const ControllerBlock& controller : block.controllers) {
        std::string path = path_of(block, controller.controller, namespaces);
        TRY(create(mounts, {{TRY(host_controller(mounts, controller.controller))}, path}, permissions, made));
        TRY(write_all(mounts, path, controller));
    }
    return {};
}

static Outcome<> check_namespaces(const Assignments& namespaces) {
    for (const Setting& one : namespaces)
        for (const Setting& other : namespaces)
            if (one.file == other.file && one.value != other.value)
                return trouble(Code::namespace_paths, "controller " + one.file + " is in " + one.value + " and in " + other.value);
    return {};
}

static Outcome<> load_groups(const Mounts& mounts, const Config& config, const Permissions& fallback, std::vector<Group>& made) {
    for (const GroupBlock& block : config.groups) {
        Permissions permissions = block.perm ? TRY(resolve(*block.perm, fallback)) : fallback;
        TRY(load_group(mounts, block, permissions, config.namespaces, &made));
    }
    return {};
}

static Outcome<std::vector<ScopeWish>> read_scopes(const Config& config) {
    std::vector<ScopeWish> wishes;
    for (const Assignments& block : config.systemd) {
        auto wish = read_systemd(block);
        if (!wish) log_error(wish.error().detail);
        wishes.push_back(TRY(std::move(wish)));
    }
    return wishes;
}

Outcome<> load_config(const Config& config, Permissions& defaults) {
    if (config.default_perm) defaults = TRY(resolve(*config.default_perm, {}));
    if (!config.mounts.empty() && !config.namespaces.empty())
        return trouble(Code::mount_or_namespace, "mount{} and namespace{} exclude each other");
    TRY(check_namespaces(config.namespaces));
    auto wishes = TRY(read_scopes(config));
    TRY(mount_all(config.mounts));
    auto found = find_mounts(DefaultScope::ignore);
    bool is_empty = config.groups.empty() && config.templates.empty() && wishes.empty();
    if (!found && found.error().code == Code::not_mounted && is_empty) return {};
    Mounts mounts = TRY(std::move(found));
    // Who loads a file chooses the default anew: the last scope that asks to be it, or none.
    TRY(forget_default());
    for (const ScopeWish& wish : wishes) TRY(create_scope(wish.path, wish.process, wish.as_default));
    std::vector<Group> made;
    auto loaded = load_groups(mounts, config, defaults, made);
    // libcgroup removes all groups of the file, be they its own or not.
    if (!loaded)
        for (const Group& group : made | std::views::reverse) (void)cgroups::remove(group, cgroups::Tasks::to_parent);
    return loaded;
}

}  // namespace sandbox::cgroup
