// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/identity.hh"

#include <optional>
#include <string>
#include <vector>

namespace sandbox {

/// Where a path leads on the host, without links, and what each directory on the way there is: looked up once, and asked often.
class Way {
public:
    /// As far as it is there and ours to see; an empty one where not even "/" is.
    static Way to(const std::string& path);

    const std::string& path() const { return path_; }
    /// Whether all of it is there.
    bool is_whole() const { return is_whole_; }
    /// Whether what was missing still is, so that the rest can be no other.
    bool is_still_missing() const;
    /// What the path is; of a way that is not whole, the last that is there.
    std::optional<Identity> end() const { return stops_.empty() ? std::nullopt : std::optional(stops_[0]); }
    /// The path of the end, or of the directory above it, that is this file; nothing if none is.
    std::optional<std::string> at_or_above(const Identity& file) const;

private:
    std::string path_{};
    std::vector<Identity> stops_{};  ///< the end, and each directory above it up to "/"
    bool is_whole_ = false;
    std::string missing_{};  ///< the first on the way that is not there
};

/// What a path is, links followed; nothing: there is no such file, or it is not ours to see.
std::optional<Identity> identify(const std::string& path);

}  // namespace sandbox
