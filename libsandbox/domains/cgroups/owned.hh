// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/step.hh"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sandbox::cgroups {

/// The groups of one sandbox, one a hierarchy. Destroying it kills who is still in those that it made, and removes them.
class OwnedGroups {
public:
    OwnedGroups() = default;
    /// The groups of a plan, not made yet; the v2 one in `scope`, if there is one.
    explicit OwnedGroups(const Make& plan, const std::optional<Group>& scope = {});
    OwnedGroups(OwnedGroups&& other) noexcept = default;
    OwnedGroups& operator=(OwnedGroups&& other) noexcept {
        std::swap(groups_, other.groups_);
        std::swap(made_, other.made_);
        return *this;
    }
    ~OwnedGroups() { remove(); }

    /// Makes them, with the slices that are missing above them, and tells each one's inode once it is there.
    /// Errors: a parent that is not writable or not there, or a group of that name (EEXIST); that of `tell`.
    Result<void> make(const std::function<Result<void>(std::uint64_t inode)>& tell);
    void remove();

    bool empty() const { return groups_.empty(); }
    const Group& operator[](std::size_t hierarchy) const { return groups_[hierarchy]; }
    std::span<const Group> all() const { return groups_; }
    /// Their directories, absolute.
    std::vector<std::string> directories() const;
    /// Their inodes, in the same order, once they are made: by these they are ours.
    std::vector<std::uint64_t> inodes() const;
    /// Those above them that make() will make too, each before those below it.
    std::vector<std::string> missing_above() const;

private:
    struct Made {
        Group group{};
        std::uint64_t inode = 0;  ///< of a slice: 0
    };
    Result<Made> make_one(const Group& group);
    std::vector<Group> groups_{};
    std::vector<Made> made_{};  ///< with slices, each before those below it
};

/// Kills every process in the group and in those below it, also those that fork meanwhile.
void kill_all(const Group& group);

}  // namespace sandbox::cgroups
