// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"

#include <string>
#include <variant>

namespace sandbox::mounts {

/// What the target of a place stands on. It says how the target is found, and whether it is made.
enum class Ground {
    ours,     ///< a file system that we made for this sandbox: nobody else writes there, missing targets are made
    foreign,  ///< somebody's files or the kernel's: the target must be there, and no link is followed
};

/// Cuts the tree off from the host's, where no user namespace does it.
struct DetachPropagation {
    bool slave = false;
    bool operator==(const DetachPropagation&) const = default;
};
/// An empty root in memory.
struct EmptyRoot {
    Bytes size{};
    std::uint64_t inodes = 0;
    bool operator==(const EmptyRoot&) const = default;
};
/// A host directory as the root.
struct DirectoryRoot {
    std::string source{};
    bool read_only = true;
    bool slave = false;
    Place::Idmap idmap = Place::Idmap::no;
    bool operator==(const DirectoryRoot&) const = default;
};
/// A place on its ground.
struct PutPlace {
    Place place{};
    Ground ground = Ground::ours;
    bool slave = false;  ///< of binds: mounts that the host makes later come in
    bool operator==(const PutPlace&) const = default;
};
/// The new root becomes /; the host's tree goes.
struct EnterRoot {
    bool operator==(const EnterRoot&) const = default;
};

using Step = std::variant<DetachPropagation, EmptyRoot, DirectoryRoot, PutPlace, EnterRoot>;

std::string describe(const Step& step);

}  // namespace sandbox::mounts
