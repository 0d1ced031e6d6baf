// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/cgroups/facts.hh"
#include "domains/cgroups/step.hh"

#include <optional>

namespace sandbox::cgroups {

/// What a plan is drawn on: the hierarchies of the host, those that are needed so far, and the steps in them.
class Drawing {
public:
    Drawing(std::vector<Seat> seats, Reason reason) : seats_(std::move(seats)), reason_(std::move(reason)) {}

    /// A place to write a controller's files.
    struct Spot {
        std::size_t hierarchy;
        Version version;
        bool is_v1() const { return version == Version::v1; }
    };
    /// The hierarchy that has the controller; from now on the group is made there. A setting that somebody wrote is refused
    /// where there is none; of a default it is said and left out: empty.
    Result<std::optional<Spot>> spot(std::string_view controller, const Reason& reason);
    /// The same for what only follows from a setting: without such a hierarchy it is said and left out, whoever wrote that.
    std::optional<Spot> wish(std::string_view controller, const Reason& reason);
    bool has(std::string_view controller) const { return seat_of(controller) < seats_.size(); }
    /// The v2 hierarchy, or an error: the setting knows no other.
    Result<Spot> unified(const Reason& reason);

    /// The v2 hierarchy, where it is the only one that has controllers; else an error.
    Result<Spot> sole(const Reason& reason);
    /// The v2 hierarchy, also where it has no controllers because v1's have them; else an error.
    Result<Spot> beside(const Reason& reason);
    /// The group is made in every hierarchy.
    void use_all();
    const std::vector<std::string>& controllers(Spot spot) const { return seats_[used_[spot.hierarchy]].controllers; }

    /// Has the kernel count for the report where it costs no setting: cgroup v1 counts processor time in a hierarchy of its own.
    void count(std::string_view controller);
    void set(Spot spot, std::string_view controller, std::vector<Content> tries, const Reason& reason) {
        put(spot, controller, std::move(tries), reason, reason.origin.is_fallback());
    }
    /// The same for what only follows from a setting.
    void suggest(Spot spot, std::string_view controller, std::vector<Content> tries, const Reason& reason) {
        put(spot, controller, std::move(tries), reason, true);
    }
    void note(std::string text, const Reason& reason) { notes_.push_back({std::move(text), reason}); }
    void step(Step step, const Reason& reason, Phase phase = Phase::group) { steps_.push_back({phase, std::move(step), reason}); }

    std::vector<Group> parents() const;
    /// The manager that has to make a scope for those that are needed; empty: none.
    std::string manager() const;
    void hand_over(Draft<Step>& out);

private:
    Spot use(std::size_t seat);
    /// The index of the seat that has the controller; the number of seats if none has.
    std::size_t seat_of(std::string_view controller) const;
    std::optional<Spot> find(std::string_view controller);
    void put(Spot spot, std::string_view controller, std::vector<Content> tries, const Reason& reason, bool is_default);
    std::vector<Seat> seats_;
    Reason reason_;
    std::vector<std::size_t> used_{};
    std::vector<Drafted<Step>> steps_{};
    std::vector<Note> notes_{};
};

Result<void> draw_processor(const Spec& spec, const Standing& standing, Drawing& drawing);
/// `machine` is the machine's memory in bytes.
Result<void> draw_memory(const Spec& spec, const Standing& standing, std::uint64_t machine, Drawing& drawing);
Result<void> draw_tasks(const Contributions& all, Drawing& drawing);
Result<void> draw_io(const Spec& spec, const Standing& standing, Drawing& drawing);
Result<void> draw_devices(const Spec& spec, Drawing& drawing);
Result<void> draw_raw(const Spec& spec, Drawing& drawing);
Result<void> draw_delegation(const Spec& spec, Drawing& drawing);

}  // namespace sandbox::cgroups
