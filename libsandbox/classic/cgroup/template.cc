// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/template.hh"

#include "classic/cgroup/directory.hh"
#include "classic/cgroup/load.hh"
#include "core/file.hh"

#include <algorithm>

namespace sandbox::cgroup {

static Outcome<std::vector<GroupBlock>> read_templates() {
    std::vector<std::string> files{"/etc/cgconfig.conf"};
    if (auto more = files_in("/etc/cgconfig.d")) files.insert(files.end(), more->begin(), more->end());
    std::vector<GroupBlock> templates;
    for (const std::string& file : files) {
        auto text = read_file(file);
        if (!text) continue;  // neither need be there
        auto config = parse_config(*text);
        if (!config) return trouble(config.error().code, file + ":" + config.error().detail);
        templates.insert(templates.end(), config->templates.begin(), config->templates.end());
    }
    return templates;
}

Outcome<> create_from_template(const Mounts& mounts, const Target& target) {
    if (target.pattern.find('%') == target.pattern.npos) return {};
    auto groups = TRY(mounts.groups(target.spec));
    if (std::ranges::all_of(groups, cgroups::exists)) return {};
    auto templates = TRY(read_templates());
    auto found = std::ranges::find(templates, target.pattern, &GroupBlock::name);
    if (found == templates.end()) return {};
    found->name = target.spec.path;
    Permissions permissions = found->perm ? TRY(resolve(*found->perm, {})) : Permissions{};
    return load_group(mounts, *found, permissions, {});
}

}  // namespace sandbox::cgroup
