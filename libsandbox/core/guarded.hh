// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "core/way.hh"

#include <string>
#include <utility>
#include <vector>

namespace sandbox {

/// A directory or file of the host's that a sandbox is kept from, whatever tree around it is lent to it.
struct Guarded {
    enum class Manner {
        read_only,  ///< it is believed outside: nobody inside may write to it
        hidden,     ///< nobody inside may see it either: who can read takes secrets from it, and locks
    };
    std::string path{};  ///< absolute
    Manner manner = Manner::read_only;
    /// A program that is run outside, and who said so: one that is missing is not made, but refused where it could be made from inside.
    Reason run_by{};
    bool operator==(const Guarded&) const = default;
};

/// All that a launch guards. Where each leads is looked up once, however many trees are lent; but of what is not all there, which may be
/// made meanwhile, each time.
class GuardedPlaces {
public:
    struct Place {
        Guarded guarded;
        Way known{};

        const Way& way() {
            if (!known.is_whole() && !known.is_still_missing()) known = Way::to(guarded.path);
            return known;
        }
    };

    GuardedPlaces() = default;
    explicit GuardedPlaces(std::vector<Guarded> all) {
        for (Guarded& one : all) places_.push_back({std::move(one)});
    }
    bool empty() const { return places_.empty(); }
    auto begin() { return places_.begin(); }
    auto end() { return places_.end(); }

private:
    std::vector<Place> places_{};
};

}  // namespace sandbox
