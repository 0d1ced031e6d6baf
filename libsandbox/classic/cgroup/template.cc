// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/template.hh"

#include "classic/cgroup/directory.hh"
#include "classic/cgroup/load.hh"
#include "core/file.hh"

#include <algorithm>
#include <cerrno>

namespace sandbox::cgroup {

/// Neither file need be there, or be for the caller.
static bool is_missing_or_closed(const Error& error) {
    return error.code() == ENOENT || error.code() == EACCES;
}

static Outcome<std::vector<GroupBlock>> read_templates() {
    std::vector<std::string> files{"/etc/cgconfig.conf"};
    auto more = files_in("/etc/cgconfig.d");
    if (more) files.insert(files.end(), more->begin(), more->end());
    else if (!is_missing_or_closed(more.error())) return trouble(more.error());
    std::vector<GroupBlock> templates;
    for (const std::string& file : files) {
        auto text = read_file(file);
        if (!text && is_missing_or_closed(text.error())) continue;
        if (!text) return trouble(text.error());
        auto config = parse_config(*text);
        if (!config) return trouble(config.error().code, file + ":" + config.error().detail);
        templates.insert(templates.end(), config->templates.begin(), config->templates.end());
    }
    return templates;
}

Outcome<> create_from_template(const Mounts& mounts, const Target& target) {
    if (target.pattern.find('%') == target.pattern.npos) return {};
    auto groups = TRY(mounts.groups(target.spec));
    bool has_all = true;
    for (const Group& group : groups) has_all = has_all && TRY(is_there(group));
    if (has_all) return {};
    auto templates = TRY(read_templates());
    auto found = std::ranges::find(templates, target.pattern, &GroupBlock::name);
    if (found == templates.end()) return {};
    found->name = target.spec.path;
    Permissions permissions = found->perm ? TRY(resolve(*found->perm, {})) : Permissions{};
    return load_group(mounts, *found, permissions, {});
}

}  // namespace sandbox::cgroup
