// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/mounts.hh"

#include "core/file.hh"

#include <algorithm>

namespace sandbox::cgroup {

Outcome<const Hierarchy*> Mounts::hierarchy_of(std::string_view controller) const {
    bool is_any = controller.empty() || controller == "cgroup";
    auto found = is_any ? cgroups::find_unified(hierarchies) : cgroups::find_controller(hierarchies, controller);
    if (found == nullptr)
        return trouble(Code::no_controller,
                       is_any ? "no cgroup v2 hierarchy is mounted" : "no mounted hierarchy has controller " + std::string(controller));
    return found;
}

Outcome<Group> Mounts::group(const Hierarchy& hierarchy, std::string_view path) const {
    auto found = cgroups::group_at(hierarchy, path);
    if (!found) return trouble(Code::invalid, found.error().message());
    if (!scope.empty()) found->path = "/" + scope + (found->is_root() ? "" : found->path);
    return *found;
}

Outcome<Group> Mounts::group(std::string_view controller, std::string_view path) const {
    return group(*TRY(hierarchy_of(controller)), path);
}

Outcome<std::vector<Group>> Mounts::groups(const Spec& spec) const {
    std::vector<Group> found;
    auto add = [&](std::string_view controller) -> Outcome<> {
        Group one = TRY(group(controller, spec.path));
        if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(std::move(one));
        return {};
    };
    if (spec.controllers.empty()) TRY(add(""));
    for (const std::string& controller : spec.controllers) {
        if (controller != "*") TRY(add(controller));
        else
            for (const std::string& each : all_controllers()) TRY(add(each));
    }
    return found;
}

std::vector<std::string> Mounts::all_controllers() const {
    std::vector<std::string> all;
    for (const Hierarchy& hierarchy : hierarchies)
        for (const std::string& controller : hierarchy.controllers)
            if (std::ranges::find(all, controller) == all.end()) all.push_back(controller);
    return all;
}

/// "SLICE/SCOPE", which cgcreate -c -S wrote; not there: none.
static std::string default_scope() {
    auto text = read_file("/run/libcgroup/systemd");
    if (!text) return {};
    while (text->ends_with('\n')) text->pop_back();
    return *text;
}

Outcome<Mounts> find_mounts(DefaultScope scope) {
    auto found = cgroups::find_hierarchies();
    if (!found) return trouble(found.error());
    if (found->empty()) return trouble(Code::not_mounted, "no cgroup file system is mounted here");
    return Mounts{std::move(*found), scope == DefaultScope::use ? default_scope() : std::string()};
}

}  // namespace sandbox::cgroup
