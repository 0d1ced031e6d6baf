// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/membership.hh"

#include "core/file.hh"
#include "core/path.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox::cgroups {

static std::string sorted(std::string_view controllers) {
    std::vector<std::string> words;
    for (std::string_view word : split(controllers, ',')) words.emplace_back(word);
    std::sort(words.begin(), words.end());
    return join(words, ",");
}

std::vector<Membership> parse_memberships(std::string_view text) {
    std::vector<Membership> memberships;
    for (std::string_view line : split(text, '\n')) {
        auto first = line.find(':');
        auto second = first == line.npos ? first : line.find(':', first + 1);
        if (second == line.npos) continue;
        memberships.push_back({sorted(line.substr(first + 1, second - first - 1)), std::string(line.substr(second + 1))});
    }
    return memberships;
}

Result<std::vector<Membership>> memberships_of(pid_t process, const std::string& root) {
    std::string directory = root + "/proc/" + (process == 0 ? "self" : std::to_string(process));
    return parse_memberships(TRY(read_file(directory + "/cgroup", 1u << 24)));
}

std::optional<std::string> path_in(const Hierarchy& hierarchy, std::span<const Membership> memberships) {
    std::string field = controllers_field(hierarchy);
    auto found = std::ranges::find(memberships, field, &Membership::controllers);
    if (found == memberships.end()) return std::nullopt;
    std::string_view path = found->path;
    if (!is_below(path, hierarchy.mount_root)) return std::nullopt;
    if (hierarchy.mount_root != "/") path.remove_prefix(hierarchy.mount_root.size());
    return path.empty() ? "/" : std::string(path);
}

std::vector<Place> places_in(std::span<const Hierarchy> hierarchies, std::span<const Membership> memberships) {
    std::vector<Place> places;
    for (const Hierarchy& hierarchy : hierarchies) {
        auto path = path_in(hierarchy, memberships);
        if (!path) continue;
        auto same = std::ranges::find_if(places, [&](const Place& place) {
            return place.hierarchy.version == hierarchy.version && controllers_field(place.hierarchy) == controllers_field(hierarchy);
        });
        if (same == places.end()) places.push_back({hierarchy, *std::move(path)});
        else if (same->hierarchy.mount_root != "/" && hierarchy.mount_root == "/") *same = {hierarchy, *std::move(path)};
    }
    return places;
}

std::string directory_of(pid_t process, const std::string& group) {
    auto memberships = memberships_of(process);
    auto hierarchies = find_hierarchies();
    if (!memberships || !hierarchies) return group;
    // Of two mounts it is the one that the group was named by.
    for (const Hierarchy& hierarchy : *hierarchies) {
        auto path = hierarchy.version == Version::v2 ? path_in(hierarchy, *memberships) : std::nullopt;
        if (path && is_below(hierarchy.mount + *path, group)) return hierarchy.mount + *path;
    }
    return group;
}

}  // namespace sandbox::cgroups
