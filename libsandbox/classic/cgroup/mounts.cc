// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/mounts.hh"

#include "core/file.hh"
#include "domains/cgroups/control.hh"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

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
    bool is_in_scope = !scope.empty() && (path == "/" || !path.starts_with('/'));
    if (is_in_scope) found->path = "/" + scope + (found->is_root() ? "" : found->path);
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

Outcome<bool> is_there(const Group& group) {
    struct stat status {};
    std::string directory = group.directory();
    if (::stat(directory.c_str(), &status) == 0) return S_ISDIR(status.st_mode);
    if (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG) return false;
    return trouble(Error::from_errno("stat " + directory));
}

bool is_second_mount(const Mounts& mounts, const Hierarchy& hierarchy) {
    auto first = std::ranges::find_if(mounts.hierarchies, [&](const Hierarchy& other) {
        return other.version == hierarchy.version && cgroups::controllers_field(other) == cgroups::controllers_field(hierarchy);
    });
    return first->mount != hierarchy.mount;
}

/// Where a scope is looked for: as libcgroup does, in cgroup v2, and without it where the processor's controller is.
static const Hierarchy* hierarchy_of_scopes(const std::vector<Hierarchy>& hierarchies) {
    auto unified = cgroups::find_unified(hierarchies);
    return unified != nullptr ? unified : cgroups::find_controller(hierarchies, "cpu");
}

/// "SLICE/SCOPE", which cgcreate -c -S wrote; not there: none. systemd removes a scope behind its last process: the file goes then.
static Outcome<std::string> default_scope(const std::vector<Hierarchy>& hierarchies) {
    static constexpr std::size_t kShortest = sizeof "x.slice/x.scope" - 1;
    static constexpr char kFile[] = "/run/libcgroup/systemd";
    auto text = read_file(kFile);
    bool is_missing_or_closed = !text && (text.error().code() == ENOENT || text.error().code() == EACCES);
    if (!text && !is_missing_or_closed) return trouble(text.error());
    if (!text || text->size() < kShortest) return "";
    while (text->ends_with('\n')) text->pop_back();
    auto hierarchy = hierarchy_of_scopes(hierarchies);
    if (hierarchy == nullptr) return "";
    std::string inside = hierarchy->mount + "/" + *text + "/cgroup.procs";
    if (::access(inside.c_str(), F_OK) == 0) return *text;
    if (errno != ENOENT) return trouble(Error::from_errno("access " + inside));
    ::unlink(kFile);
    return "";
}

Outcome<Mounts> find_mounts(DefaultScope scope) {
    auto found = cgroups::find_hierarchies();
    if (!found) return trouble(found.error());
    if (found->empty()) return trouble(Code::not_mounted, "no cgroup file system is mounted here");
    auto start = scope == DefaultScope::use ? TRY(default_scope(*found)) : std::string();
    return Mounts{std::move(*found), std::move(start)};
}

}  // namespace sandbox::cgroup
