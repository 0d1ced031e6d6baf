// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/guard.hh"

#include "core/path.hh"

#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <iterator>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::mounts {
namespace {

std::string rest_below(const std::string& path, const std::string& directory) {
    return path.substr(directory == "/" ? 1 : directory.size() + 1);
}

/// What we may not make, somebody inside may not make either: he is us, or root's nobody.
bool is_forbidden(int error) {
    return error == EACCES || error == EROFS || error == EPERM;
}

/// Makes the directory and those above it. False: it is forbidden.
Result<bool> make(const Guarded& guarded) {
    const std::string& path = guarded.path;
    mode_t mode = ::geteuid() == 0 ? 0755 : 0700;
    mode_t own_mode = guarded.manner == Guarded::Manner::hidden ? 0700 : mode;
    for (auto slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        auto part = path.substr(0, slash);
        if (::mkdir(part.c_str(), slash == path.npos ? own_mode : mode) < 0 && errno != EEXIST) {
            if (is_forbidden(errno)) return false;
            return fail(Error::from_errno("mkdir " + part));
        }
        if (slash == path.npos) return true;
    }
}

bool is_program(const Guarded& guarded) {
    return !guarded.run_by.setting.empty();
}

/// What is refused, whatever the tree, is the fault of who names a program in it.
Error refusal(const Guarded& guarded, const std::string& why) {
    if (!is_program(guarded)) return Error::impossible("what is in " + guarded.path + " is trusted outside, and " + why);
    return Error::impossible(guarded.path + " is run outside, and " + why).at(guarded.run_by.origin, guarded.run_by.setting);
}

bool is_mount(const std::string& path) {
    struct statx status {};
    return ::statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW, 0, &status) == 0 && (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/// Whether something mounted on the way from the top to a place below it is not there in the tree, which is the top's directory by another
/// mount, as after `mount --bind`: then the place is none of the tree's.
bool is_beside(const std::string& tree, const std::string& top, const std::string& rest) {
    auto in = [](const std::string& directory, const std::string& below) { return (directory == "/" ? "" : directory) + "/" + below; };
    for (auto slash = rest.find('/');; slash = rest.find('/', slash + 1)) {
        auto part = rest.substr(0, slash);
        if (is_mount(in(top, part)) && identify(in(tree, part)) != identify(in(top, part))) return true;
        if (slash == rest.npos) return false;
    }
}

/// Where in the tree around it it lies; nothing if it does not after all, or nobody inside could make it.
Result<std::optional<std::string>> place_in(const std::string& path_of_tree, const Identity& tree, GuardedPlaces::Place& place) {
    const Guarded& guarded = place.guarded;
    const std::string& path = guarded.path;
    bool is_missing = !identify(path);
    if (is_missing && is_program(guarded))
        return fail(refusal(guarded, "is not there, so that it could be made from inside").hint("a program elsewhere may be named by its path"));
    if (is_missing && !TRY(make(guarded))) return std::nullopt;
    const Way& way = place.way();
    if (!way.is_whole()) return fail(Error::impossible(path + " is a link that leads nowhere"));
    auto top = way.at_or_above(tree);
    if (!top) return std::nullopt;
    auto rest = rest_below(way.path(), *top);
    return is_beside(path_of_tree, *top, rest) ? std::nullopt : std::optional(std::move(rest));
}

/// The target of a link, absolute; empty: it is none.
std::string goal_of(const std::string& path) {
    char text[PATH_MAX];
    ssize_t length = ::readlink(path.c_str(), text, sizeof text);
    if (length <= 0) return {};
    std::string goal(text, static_cast<std::size_t>(length));
    return goal.starts_with('/') ? goal : std::string(parent_of(path)) + "/" + goal;
}

/// A link on the way to a path that lies in the tree: whoever writes there could put something else in its place. Empty: there is none.
std::string link_in(const Identity& tree, std::string path) {
    constexpr int kMostLinks = 40;
    for (int links = 0; links < kMostLinks;) {
        auto slash = path.find('/', 1);
        std::string goal;
        for (;; slash = path.find('/', slash + 1)) {
            goal = goal_of(path.substr(0, slash));
            if (!goal.empty() || slash == path.npos) break;
        }
        if (goal.empty()) return {};
        auto link = path.substr(0, slash);
        auto parent = Way::to(std::string(parent_of(link)));
        if (parent.is_whole() && parent.at_or_above(tree) && ::access(parent.path().c_str(), W_OK) == 0) return link;
        path = goal + (slash == path.npos ? "" : path.substr(slash));
        ++links;
    }
    return {};
}

Error refusal_of(const Guarded& guarded) {
    if (guarded.manner == Guarded::Manner::hidden)
        return Error::impossible("what is in " + guarded.path + " is for nobody inside to see");
    return refusal(guarded, "must not be written from inside").hint("Files.BindReadOnly shows it");
}

Error refusal_of(const Guarded& guarded, const std::string& link) {
    return refusal(guarded, "the link " + link + " leads there, which could be exchanged from inside")
        .hint(is_program(guarded) ? "Files.BindReadOnly shows the tree; the program may be named by the file that its link leads to"
                                  : "Files.BindReadOnly shows the tree; a unit may be named by the file that its link leads to");
}

}  // namespace

Result<std::vector<Guarded>> guarded_in(const std::string& tree, Lent lent, GuardedPlaces& guarded) {
    std::vector<Guarded> found;
    auto around = Way::to(tree);
    if (!around.is_whole()) return found;  // whoever binds it says so
    auto itself = *around.end();
    for (GuardedPlaces::Place& place : guarded) {
        const Guarded& one = place.guarded;
        if (lent == Lent::to_read && one.manner != Guarded::Manner::hidden) continue;
        const Way& way = place.way();
        if (way.is_whole() && around.at_or_above(*way.end())) return fail(refusal_of(one));
        if (lent == Lent::to_write)
            if (auto link = link_in(itself, one.path); !link.empty()) return fail(refusal_of(one, link));
        if (!way.at_or_above(itself)) continue;
        auto below = TRY(place_in(around.path(), itself, place));
        if (below) found.push_back({.path = *std::move(below), .manner = one.manner});
    }
    return found;
}

Guards::Guards(std::span<const Guarded> found) {
    for (const Guarded& one : found) {
        auto [end, is_new] = ends_.try_emplace(one.path, one.manner);
        if (one.manner == Guarded::Manner::hidden) end->second = one.manner;
    }
    // From below, so that what keeps another is still there.
    for (auto end = ends_.end(); end != ends_.begin();) {
        auto one = std::prev(end);
        if (is_kept(one->first, one->second)) ends_.erase(one);
        else end = one;
    }
}

/// Whether something above it is hidden, or read-only as it is to be itself.
bool Guards::is_kept(const std::string& path, Guarded::Manner manner) const {
    for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
        auto above = ends_.find(path.substr(0, slash));
        if (above != ends_.end() && (above->second == Guarded::Manner::hidden || manner == Guarded::Manner::read_only)) return true;
    }
    return false;
}

std::set<std::string> Guards::ways() const {
    std::set<std::string> ways;
    for (const auto& [path, manner] : ends_)
        for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
            auto way = path.substr(0, slash);
            if (!ends_.contains(way) && !is_kept(way, Guarded::Manner::read_only)) ways.insert(std::move(way));
        }
    return ways;
}

}  // namespace sandbox::mounts
