// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/join_cgroup.hh"

#include "classic/message.hh"

#include <algorithm>
#include <fcntl.h>
#include <iterator>
#include <unistd.h>

namespace sandbox::classic {

std::vector<std::string> groups_to_join(std::span<const cgroups::Membership> theirs, std::span<const cgroups::Membership> ours,
                                        std::span<const cgroups::Hierarchy> mounted) {
    std::vector<cgroups::Membership> others;
    std::ranges::copy_if(theirs, std::back_inserter(others),
                         [&](const auto& one) { return std::ranges::find(ours, one) == ours.end(); });
    std::vector<std::string> directories;
    for (const cgroups::Place& place : cgroups::places_in(mounted, others))
        directories.push_back(place.hierarchy.mount + (place.path == "/" ? "" : place.path));
    return directories;
}

static Result<UniqueFd> open_members(const std::string& directory) {
    // `tasks` of cgroup v1 is cheap; a group of v2 has only cgroup.procs.
    for (const char* name : {"/tasks", "/cgroup.procs"}) {
        UniqueFd file(::open((directory + name).c_str(), O_WRONLY | O_CLOEXEC));
        if (file) return file;
        if (errno != ENOENT) break;
    }
    return fail(failed("failed to open " + directory + "/cgroup.procs"));
}

Result<std::vector<UniqueFd>> open_groups(pid_t target) {
    auto theirs = cgroups::memberships_of(target);
    if (!theirs) return fail(failed("failed to get cgroup path", theirs.error().code()));
    auto ours = TRY(cgroups::memberships_of(0));
    std::vector<UniqueFd> groups;
    for (const auto& directory : groups_to_join(*theirs, ours, TRY(cgroups::find_hierarchies())))
        groups.push_back(TRY(open_members(directory)));
    return groups;
}

Result<void> join_groups(const std::vector<UniqueFd>& groups) {
    for (const UniqueFd& group : groups)
        if (::write(group.get(), "0", 1) != 1) return fail(failed("write cgroup.procs failed"));
    return {};
}

}  // namespace sandbox::classic
