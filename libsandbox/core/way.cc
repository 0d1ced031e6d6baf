// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/way.hh"

#include "core/path.hh"

#include <cerrno>
#include <climits>
#include <cstdlib>

namespace sandbox {

std::optional<Identity> identify(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) < 0) return std::nullopt;
    return identity_of(status);
}

Way Way::to(const std::string& path) {
    Way way;
    char resolved[PATH_MAX];
    for (std::string at = path;; at = parent_of(at)) {
        if (::realpath(at.c_str(), resolved) != nullptr) {
            way.path_ = resolved;
            way.is_whole_ = at == path;
            break;
        }
        if (at.size() <= 1) return way;
        way.missing_ = at;
    }
    for (std::string at = way.path_;; at = parent_of(at)) {
        way.stops_.push_back(identify(at).value_or(Identity{}));
        if (at.size() <= 1) return way;
    }
}

bool Way::is_still_missing() const {
    struct stat status {};
    bool is_missing = !missing_.empty() && ::lstat(missing_.c_str(), &status) < 0 && errno == ENOENT;
    return is_missing && end() == identify(std::string(parent_of(missing_)));
}

std::optional<std::string> Way::at_or_above(const Identity& file) const {
    std::string_view at = path_;
    for (const Identity& stop : stops_) {
        if (stop == file && stop != Identity{}) return std::string(at);
        at = parent_of(at);
    }
    return std::nullopt;
}

}  // namespace sandbox
