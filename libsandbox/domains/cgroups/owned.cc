// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/owned.hh"

#include "domains/cgroups/file.hh"
#include "domains/cgroups/freezer.hh"
#include "domains/cgroups/member.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ranges>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::cgroups {

/// Eight hexadecimal digits that no other sandbox draws.
static std::string digits() {
    std::uint32_t bits = 0;
    if (::getrandom(&bits, sizeof bits, GRND_NONBLOCK) < 0) bits = static_cast<std::uint32_t>(::getpid());
    std::string text;
    for (int shift = 28; shift >= 0; shift -= 4) text += "0123456789abcdef"[bits >> shift & 15];
    return text;
}

OwnedGroups::OwnedGroups(const Make& plan, const std::optional<Group>& scope) {
    auto name = plan.is_unique ? plan.name : plan.name + "-" + digits();
    for (const Group& parent : plan.parents) {
        // A scope lies in its slice already.
        if (scope && parent.version == scope->version) groups_.push_back(scope->child(name));
        else groups_.push_back((plan.slice.empty() ? parent : parent.child(plan.slice)).child(name));
    }
}

/// 0: there is none.
static std::uint64_t inode_of(const Group& group) {
    struct stat status {};
    return ::stat(group.directory().c_str(), &status) == 0 ? status.st_ino : 0;
}

Result<OwnedGroups::Made> OwnedGroups::make_one(const Group& group) {
    // Between two attempts somebody else may remove a slice that was there.
    for (int attempt = 0; attempt < 100; ++attempt) {
        auto made = cgroups::make_all(group, 0755);
        if (!made && made.error().code() == ENOENT) continue;
        if (!made) return fail(std::move(made).error());
        bool is_taken = made->empty() || made->back() != group;
        if (!is_taken) made->pop_back();
        for (Group& slice : *made) made_.push_back({std::move(slice)});
        if (is_taken) return fail(Error::from_errno("make group " + group.directory(), EEXIST).hint("some other sandbox has this name"));
        return Made{group, inode_of(group)};
    }
    return fail(Error::from_errno("make group " + group.directory(), ENOENT));
}

Result<void> OwnedGroups::make(const std::function<Result<void>(std::uint64_t inode)>& tell) {
    for (const Group& group : groups_) {
        made_.push_back(TRY(make_one(group)));
        TRY(tell(made_.back().inode));
    }
    return {};
}

std::vector<std::uint64_t> OwnedGroups::inodes() const {
    std::vector<std::uint64_t> inodes;
    for (const Made& made : made_)
        if (made.inode != 0) inodes.push_back(made.inode);
    return inodes;
}

std::vector<std::string> OwnedGroups::directories() const {
    std::vector<std::string> directories;
    for (const Group& group : groups_) directories.push_back(group.directory());
    return directories;
}

std::vector<std::string> OwnedGroups::missing_above() const {
    std::vector<std::string> missing;
    for (const Group& group : groups_) {
        auto end = missing.end() - missing.begin();
        for (Group at = group.parent(); !at.is_root() && !exists(at); at = at.parent()) missing.insert(missing.begin() + end, at.directory());
    }
    return missing;
}

void kill_all(const Group& group) {
    if (group.version == Version::v2 && write(group, "cgroup.kill", "1")) return;
    constexpr int kMostRounds = 1000;
    for (int round = 0; round < kMostRounds; ++round) {
        if (kill_processes(group).value_or(0) == 0) break;
        ::usleep(round < 10 ? 100 : 1000);
    }
    if (auto names = children(group))
        for (const std::string& name : *names) kill_all(group.child(name));
}

void OwnedGroups::remove() {
    for (const auto& [group, inode] : std::exchange(made_, {}) | std::views::reverse) {
        bool is_slice = inode == 0;
        // Another one's by now.
        if (!is_slice && inode_of(group) != inode) continue;
        // A slice that somebody else uses meanwhile stays: it is not empty.
        if (::rmdir(group.directory().c_str()) == 0 || errno == ENOENT || is_slice) continue;
        auto directory = group.directory();
        release({&directory, 1});
        kill_all(group);
        (void)remove_tree(group, Tasks::refuse);
    }
}

}  // namespace sandbox::cgroups
