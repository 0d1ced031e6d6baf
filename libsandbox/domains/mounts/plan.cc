// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/plan.hh"

#include "core/path.hh"

#include <algorithm>
#include <functional>
#include <map>

namespace sandbox::mounts {
namespace {

using Kind = Place::Kind;

/// The places that make targets, by target.
using Makers = std::map<std::string, Place, std::less<>>;

constexpr Bytes kRootSize{16u << 20};
constexpr std::uint64_t kRootInodes = 4096;
constexpr Bytes kRoom{65536};
constexpr std::uint64_t kRoomInodes = 64;

/// Whether a place makes its target, as opposed to changing what is there.
bool makes_target(const Place& place) {
    return place.kind != Kind::mask && place.kind != Kind::read_only && place.kind != Kind::seal;
}

/// Whether what is below this place's target is somebody else's.
bool is_foreign(Kind kind) {
    return kind == Kind::bind || kind == Kind::proc || kind == Kind::devpts || kind == Kind::mqueue || kind == Kind::cgroup;
}

Error two_owners(const Place& one, const Place& other) {
    return Error::usage(one.target + " has two owners: " + std::string(other.reason.setting) + " (" +
                        other.reason.origin.print() + ") puts something there too")
        .at(one.reason.origin, one.reason.setting);
}

/// A path that the command line names: what is there already may be it, but it replaces nothing.
bool is_argument(const Place& place) {
    return place.reason.setting == "Files.BindArguments";
}

/// Whether two who put something at one target want the same there.
bool is_same(Place one, const Place& other) {
    one.reason = other.reason;
    return one == other;
}

/// A hidden place of the host's tree with something of the unit's below it becomes an empty one, where there is room.
void make_room(std::vector<Place>& places) {
    for (Place& hidden : places) {
        bool is_whole = hidden.reason.setting == "Files.Base" || hidden.target == "/proc" || hidden.target == "/sys";
        if (hidden.kind != Kind::mask || !hidden.yields || !is_whole) continue;
        auto is_inside = [&](const Place& place) {
            return makes_target(place) && place.target != hidden.target && is_below(place.target, hidden.target);
        };
        if (!std::ranges::any_of(places, is_inside)) continue;
        hidden.kind = Kind::tmpfs;
        hidden.size = kRoom;
        hidden.inodes = kRoomInodes;
        hidden.optional = false;
    }
}

/// Files and links are made by their path, which may lead anywhere over links that are not ours.
Result<void> check_ground(const Place& place, Ground ground) {
    if (ground == Ground::ours || (place.kind != Kind::file && place.kind != Kind::symlink)) return {};
    return fail(Error::usage(place.target + " would be made among files that are not the sandbox's own; bind a file there")
                    .at(place.reason.origin, place.reason.setting));
}

/// The makers of targets by target: a default yields to what somebody wrote, and so does a default below a host's tree
/// that somebody wrote. An argument replaces nothing that is there already with the same source.
Result<Makers> makers_of(const std::vector<Place>& places) {
    Makers makers;
    for (const Place& place : places) {
        if (!makes_target(place)) continue;
        auto [found, is_new] = makers.try_emplace(place.target, place);
        if (is_new) continue;
        Place& before = found->second;
        if (is_argument(before) || is_argument(place)) {
            bool is_there = before.kind == place.kind && before.source == place.source;
            if (!is_there) return fail(is_argument(place) ? two_owners(place, before) : two_owners(before, place));
            if (is_argument(before)) before = place;
            continue;
        }
        if (!before.yields && !place.yields && !is_same(before, place)) return fail(two_owners(place, before));
        if (before.yields || !place.yields) before = place;
    }
    return makers;
}

/// Whether a place of the host's that somebody wrote covers this target.
bool is_covered(std::string_view target, const Makers& makers) {
    for (std::string_view at = target; at != "/"; at = parent_of(at)) {
        auto maker = makers.find(at);
        if (maker != makers.end() && !maker->second.yields && is_foreign(maker->second.kind)) return true;
    }
    return false;
}

/// Whether it restricts a part of /proc where somebody wrote that something else is there.
bool is_of_another_proc(const Place& place, const Makers& makers) {
    auto proc = makers.find("/proc");
    return place.reason.setting == "Files.Proc" && place.target != "/proc" && proc != makers.end() && proc->second.kind != Kind::proc;
}

/// What a target stands on: the nearest maker above it. `root` is what the root is.
Result<Ground> ground_of(std::string_view target, const Reason& reason, const Makers& makers, Ground root) {
    for (auto parent = parent_of(target); parent != "/"; parent = parent_of(parent)) {
        auto above = makers.find(parent);
        if (above == makers.end()) continue;
        Kind kind = above->second.kind;
        if (kind == Kind::symlink)
            return fail(Error::usage(std::string(parent) + " is a link to " + above->second.source +
                                     " inside; name the place it points at")
                            .at(reason.origin, reason.setting));
        if (kind == Kind::file)
            return fail(Error::usage(std::string(parent) + " is a file inside").at(reason.origin, reason.setting));
        if (is_foreign(kind)) return Ground::foreign;
        if (kind == Kind::tmpfs) return Ground::ours;
    }
    return root;
}

/// Adds the directories that lead to targets on our own ground, where there is room for so many.
Result<void> add_parents(Makers& makers, Ground root) {
    Makers missing;
    std::size_t made = 0;
    for (const auto& [target, place] : makers) {
        if (TRY(ground_of(target, place.reason, makers, root)) != Ground::ours) continue;
        ++made;
        // All up to the next maker stands on the same ground, and what is above that is its affair.
        for (auto parent = parent_of(target); parent != "/" && !makers.contains(parent) && !missing.contains(parent); parent = parent_of(parent))
            missing.try_emplace(std::string(parent), Place{.kind = Kind::directory, .target = std::string(parent), .reason = place.reason});
        if (made + missing.size() > kRootInodes)
            return fail(Error::usage("more than " + std::to_string(kRootInodes) +
                                     " files and directories would be made, and a sandbox has no room for them")
                            .at(place.reason.origin, place.reason.setting));
    }
    makers.merge(missing);
    return {};
}

/// How a root file system's owners are shown: a leased id is that of whoever owns it, if it may write there; a range has an id for each.
Place::Idmap idmap_of_root(const Spec& spec, Contributions::Ids ids) {
    if (ids == Contributions::Ids::range) return Place::Idmap::whole;
    return ids == Contributions::Ids::one_leased && !*spec.read_only ? Place::Idmap::yes : Place::Idmap::no;
}

Place::Idmap idmap_of(const Place& place, Contributions::Ids ids) {
    if (ids == Contributions::Ids::launcher) return Place::Idmap::no;
    return place.idmap == Place::Idmap::whole && ids != Contributions::Ids::range ? Place::Idmap::yes : place.idmap;
}

/// Default files of ours are for a root of ours: a root of its own has its own /etc.
bool belongs_to_our_root(const Place& place) {
    return place.yields && is_below(place.target, "/etc");
}

void plan_root(const Spec& spec, const Surroundings& around, Contributions::Ids ids, Draft<Step>& out) {
    bool slave = *spec.propagation == Propagation::slave;
    if (!around.has_user_namespace)
        out.step(Phase::root, DetachPropagation{slave}, {"Files.Propagation", spec.propagation.origin});
    if (!spec.root_directory->empty())
        out.step(Phase::root, DirectoryRoot{*spec.root_directory, *spec.read_only, slave && !*spec.read_only, idmap_of_root(spec, ids)},
                 {"Files.RootDirectory", spec.root_directory.origin});
    else if (*spec.base == Base::host)
        out.step(Phase::root, DirectoryRoot{"/", true, false, Place::Idmap::no}, {"Files.Base", spec.base.origin});
    else
        out.step(Phase::root, EmptyRoot{kRootSize, kRootInodes}, {"Files.Base", spec.base.origin});
}

bool is_ours(const Spec& spec) {
    return spec.root_directory->empty() && *spec.base != Base::host;
}

}  // namespace

Result<void> plan(const Spec& spec, const Surroundings& around, const Contributions& all, Draft<Step>& out) {
    Ground root = is_ours(spec) ? Ground::ours : Ground::foreign;
    bool slave = *spec.propagation == Propagation::slave;
    plan_root(spec, around, all.ids, out);
    if (spec.root_directory->empty() && *spec.base == Base::host && all.user != 0)
        out.note("names of users are the host's: whoami and id tell whom it calls " + std::to_string(all.user) + ", whatever USER says",
                 {"Files.Base", spec.base.origin});

    std::vector<Place> places = all.places;
    if (root == Ground::foreign) std::erase_if(places, belongs_to_our_root);
    make_room(places);
    auto makers = TRY(makers_of(places));
    std::erase_if(makers, [&](const auto& maker) { return maker.second.yields && is_covered(maker.first, makers); });
    TRY(add_parents(makers, root));
    for (auto& [target, place] : makers) {
        place.idmap = idmap_of(place, all.ids);
        auto ground = TRY(ground_of(target, place.reason, makers, root));
        TRY(check_ground(place, ground));
        out.step(Phase::place, PutPlace{place, ground, slave && place.kind == Kind::bind && !place.flags.read_only}, place.reason);
    }

    for (const Place& place : places) {
        if (makes_target(place)) continue;
        bool is_replaced = (place.kind == Kind::mask && makers.contains(place.target)) || is_of_another_proc(place, makers);
        if (place.yields && (is_replaced || is_covered(place.target, makers))) continue;
        auto ground = TRY(ground_of(place.target, place.reason, makers, root));
        out.step(Phase::protect, PutPlace{place, ground}, place.reason);
    }
    if (root == Ground::ours && *spec.read_only)
        out.step(Phase::protect, PutPlace{{.kind = Kind::seal, .target = "/"}, Ground::ours},
                 {"Files.ReadOnly", spec.read_only.origin});
    out.step(Phase::enter, EnterRoot{}, {"Files.Base", spec.base.origin});
    return {};
}

}  // namespace sandbox::mounts
