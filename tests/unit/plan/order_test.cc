// SPDX-License-Identifier: LGPL-2.1-or-later
#include "generate.hh"

#include "core/path.hh"
#include "plan/explain.hh"
#include "unit/registry.hh"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <sched.h>
#include <set>

using namespace sandbox;
using generated::plans;

namespace {

template <class DomainStep, class T> const T* as(const Step& step) {
    const auto* domain = std::get_if<DomainStep>(&step.body);
    return domain != nullptr ? std::get_if<T>(domain) : nullptr;
}
const mounts::PutPlace* placed(const Step& step) {
    return as<mounts::Step, mounts::PutPlace>(step);
}

/// Where the first step of a kind stands; the number of steps if there is none.
template <class DomainStep, class T> std::size_t place_of(const Plan& plan) {
    auto found = std::ranges::find_if(plan.steps, [](const Step& step) { return as<DomainStep, T>(step) != nullptr; });
    return static_cast<std::size_t>(found - plan.steps.begin());
}
template <class DomainStep, class T> std::size_t count_of(const Plan& plan) {
    return static_cast<std::size_t>(
        std::ranges::count_if(plan.steps, [](const Step& step) { return as<DomainStep, T>(step) != nullptr; }));
}

/// Whether a step takes something from the host's tree, or changes what stands on it.
bool uses_host_path(const Step& step) {
    return std::holds_alternative<mounts::Step>(step.body) || as<process::Step, process::OpenStandard>(step) != nullptr ||
           as<namespaces::Step, namespaces::LimitUserNamespaces>(step) != nullptr ||
           as<users::Step, users::MapSelf>(step) != nullptr || as<limits::Step, limits::SetOomScore>(step) != nullptr;
}

bool is_supervisors(const Step& step) {
    return std::holds_alternative<life::Step>(step.body) || std::holds_alternative<hooks::Step>(step.body) ||
           std::holds_alternative<journal::Step>(step.body);
}

/// How many of the steps are the child's: those of the supervisor stand behind.
std::size_t childs_steps(const Plan& plan) {
    return static_cast<std::size_t>(std::ranges::count_if(plan.steps, [](const Step& step) { return step.phase != Phase::attend; }));
}

bool makes_target(Place::Kind kind) {
    return kind != Place::Kind::mask && kind != Place::Kind::read_only && kind != Place::Kind::seal;
}

}  // namespace

#define FOR_EVERY_PLAN                                       \
    for (const auto& [made, steps] : plans())                \
        if (doctest::String unit = made.text.c_str(); true)

TEST_CASE("order: phases ascend, the child ends in exactly one start, and behind it the supervisor's steps stand alone") {
    FOR_EVERY_PLAN {
        INFO(unit);
        CHECK(std::ranges::is_sorted(steps.steps, {}, &Step::phase));
        CHECK(count_of<process::Step, process::Start>(steps) == 1);
        CHECK(place_of<process::Step, process::Start>(steps) == childs_steps(steps) - 1);
        for (const Step& step : steps.steps) CHECK((step.phase == Phase::attend) == is_supervisors(step));
    }
}

TEST_CASE("order: the filter stands behind all that confines, and before the start nothing but capabilities it needed") {
    FOR_EVERY_PLAN {
        INFO(unit);
        CHECK(count_of<seccomp::Step, seccomp::LoadFilter>(steps) == 1);
        std::size_t filter = place_of<seccomp::Step, seccomp::LoadFilter>(steps);
        CHECK(steps.steps[filter - 1].phase == Phase::confine);
        bool has_no_new_privileges = count_of<caps::Step, caps::NoNewPrivileges>(steps) == 1;
        CHECK(childs_steps(steps) - filter == (has_no_new_privileges ? 2 : 3));
        if (!has_no_new_privileges) CHECK(place_of<caps::Step, caps::KeepOnly>(steps) == filter + 1);
    }
}

TEST_CASE("order: capabilities go after every mount, name, network and change of user") {
    FOR_EVERY_PLAN {
        INFO(unit);
        std::size_t drop = place_of<caps::Step, caps::KeepOnly>(steps);
        CHECK(count_of<caps::Step, caps::KeepOnly>(steps) == 1);
        for (std::size_t index = drop + 1; index < steps.steps.size(); ++index) {
            const Step& step = steps.steps[index];
            CHECK_FALSE(std::holds_alternative<mounts::Step>(step.body));
            CHECK_FALSE(std::holds_alternative<namespaces::Step>(step.body));
            CHECK_FALSE(std::holds_alternative<net::Step>(step.body));
            CHECK_FALSE(std::holds_alternative<users::Step>(step.body));
            CHECK_FALSE(std::holds_alternative<limits::Step>(step.body));
        }
    }
}

TEST_CASE("order: no_new_privs is there unless the unit says otherwise, and before the filter, which needs it") {
    FOR_EVERY_PLAN {
        INFO(unit);
        bool is_wanted = *made.unit.caps.no_new_privileges;
        CHECK(count_of<caps::Step, caps::NoNewPrivileges>(steps) == (is_wanted ? 1 : 0));
        if (is_wanted)
            CHECK(place_of<caps::Step, caps::NoNewPrivileges>(steps) < place_of<seccomp::Step, seccomp::LoadFilter>(steps));
    }
}

TEST_CASE("order: a place comes after the places above it, and no target is made twice") {
    FOR_EVERY_PLAN {
        INFO(unit);
        std::map<std::string, std::size_t> makers;
        for (std::size_t index = 0; index < steps.steps.size(); ++index)
            if (const auto* put = placed(steps.steps[index]); put != nullptr && makes_target(put->place.kind)) {
                INFO(put->place.target);
                CHECK(makers.try_emplace(put->place.target, index).second);
            }
        for (const auto& [target, index] : makers)
            for (std::string parent(parent_of(target)); parent != "/"; parent = parent_of(parent))
                if (auto above = makers.find(parent); above != makers.end()) {
                    INFO(target);
                    CHECK(above->second < index);
                }
    }
}

TEST_CASE("order: on ground of ours every directory on the way to a place is made before it") {
    FOR_EVERY_PLAN {
        INFO(unit);
        std::set<std::string> there{"/"};
        for (const Step& step : steps.steps) {
            const auto* put = placed(step);
            if (put == nullptr || !makes_target(put->place.kind)) continue;
            INFO(put->place.target);
            if (put->ground == mounts::Ground::ours) CHECK(there.contains(std::string(parent_of(put->place.target))));
            there.insert(put->place.target);
        }
    }
}

TEST_CASE("order: what hides, protects or seals comes after everything that is placed, the seal of / last") {
    FOR_EVERY_PLAN {
        INFO(unit);
        std::size_t last_place = 0, first_protection = steps.steps.size(), last_protection = 0;
        bool seals_root = false;
        for (std::size_t index = 0; index < steps.steps.size(); ++index) {
            const auto* put = placed(steps.steps[index]);
            if (put == nullptr) continue;
            if (makes_target(put->place.kind)) last_place = index;
            else first_protection = std::min(first_protection, index), last_protection = index;
            seals_root = put->place.kind == Place::Kind::seal && put->place.target == "/";
            if (seals_root) CHECK(index == last_protection);
        }
        CHECK(last_place < first_protection);
        bool is_ours = made.unit.mounts.root_directory->empty() && *made.unit.mounts.base != mounts::Base::host;
        CHECK(seals_root == (is_ours && *made.unit.mounts.read_only));
    }
}

TEST_CASE("order: nothing is placed and no path of the host is used after the new root is entered") {
    FOR_EVERY_PLAN {
        INFO(unit);
        CHECK(count_of<mounts::Step, mounts::EnterRoot>(steps) == 1);
        std::size_t enter = place_of<mounts::Step, mounts::EnterRoot>(steps);
        for (std::size_t index = enter + 1; index < steps.steps.size(); ++index) {
            INFO(describe(steps.steps[index]));
            CHECK_FALSE(uses_host_path(steps.steps[index]));
        }
    }
}

TEST_CASE("order: descriptors and signals of the caller go before the namespaces are made, a leased id is taken before both") {
    FOR_EVERY_PLAN {
        INFO(unit);
        std::size_t isolate = place_of<namespaces::Step, namespaces::Isolate>(steps);
        CHECK(count_of<namespaces::Step, namespaces::Isolate>(steps) == 1);
        CHECK(place_of<process::Step, process::CloseDescriptors>(steps) < isolate);
        CHECK(place_of<process::Step, process::ResetSignals>(steps) < isolate);
        if (count_of<users::Step, users::BecomeLeased>(steps) != 0)
            CHECK(place_of<users::Step, users::BecomeLeased>(steps) < place_of<process::Step, process::CloseDescriptors>(steps));
    }
}

TEST_CASE("order: the child, not who makes it, is moved to the machine's group, and its cgroup namespace begins there") {
    FOR_EVERY_PLAN {
        INFO(unit);
        std::size_t machine = place_of<machine::Step, machine::Enlist>(steps);
        if (machine == steps.steps.size()) continue;
        CHECK(machine > place_of<process::Step, process::CloseDescriptors>(steps));
        CHECK(machine < place_of<namespaces::Step, namespaces::Unshare>(steps));
        CHECK(machine < place_of<namespaces::Step, namespaces::Reown>(steps));
    }
}

TEST_CASE("order: ids are mapped exactly if there is a user namespace, directly after it is made") {
    FOR_EVERY_PLAN {
        INFO(unit);
        const auto* isolate = as<namespaces::Step, namespaces::Isolate>(steps.steps[place_of<namespaces::Step, namespaces::Isolate>(steps)]);
        bool has_user = (isolate->flags & CLONE_NEWUSER) != 0;
        std::size_t maps = count_of<users::Step, users::MapSelf>(steps) + count_of<users::Step, users::MapByHost>(steps);
        CHECK(maps == (has_user ? 1 : 0));
        CHECK(count_of<users::Step, users::BecomeLeased>(steps) <= maps);
        CHECK((isolate->flags & CLONE_NEWNS) != 0);
        // Without it nothing else keeps mounts from travelling to the host.
        CHECK(count_of<mounts::Step, mounts::DetachPropagation>(steps) == (has_user ? 0 : 1));
    }
}

TEST_CASE("order: a payload that keeps capabilities in a user namespace gets a second one over the finished tree") {
    FOR_EVERY_PLAN {
        INFO(unit);
        bool has_user = count_of<users::Step, users::MapSelf>(steps) + count_of<users::Step, users::MapByHost>(steps) == 1;
        bool keeps = !made.unit.caps.kept.empty();
        CHECK(count_of<namespaces::Step, namespaces::Reown>(steps) == (keeps && has_user ? 1 : 0));
        if (!keeps || !has_user) continue;
        std::size_t reown = place_of<namespaces::Step, namespaces::Reown>(steps);
        CHECK(reown > place_of<mounts::Step, mounts::EnterRoot>(steps));
        CHECK(reown < place_of<caps::Step, caps::KeepOnly>(steps));
        // One more than none: its own. Otherwise the limit would refuse it.
        if (*made.unit.namespaces.restrict_namespaces) {
            const Step& step = steps.steps[place_of<namespaces::Step, namespaces::LimitUserNamespaces>(steps)];
            CHECK(as<namespaces::Step, namespaces::LimitUserNamespaces>(step)->count == 1);
        }
    }
}

TEST_CASE("order: a namespace is made once, and what needs it comes after it") {
    FOR_EVERY_PLAN {
        INFO(unit);
        std::map<int, std::size_t> made_at;
        for (std::size_t index = 0; index < steps.steps.size(); ++index) {
            int flags = 0;
            if (const auto* now = as<namespaces::Step, namespaces::Isolate>(steps.steps[index])) flags = now->flags;
            if (const auto* now = as<namespaces::Step, namespaces::Unshare>(steps.steps[index])) flags = now->flags;
            if (const auto* now = as<namespaces::Step, namespaces::Reown>(steps.steps[index]))
                flags = now->flags & ~(CLONE_NEWUSER | CLONE_NEWNS);
            for (int bit = 1; bit != 0 && bit <= flags; bit <<= 1)
                if ((flags & bit) != 0) CHECK(made_at.try_emplace(bit, index).second);
        }
        auto comes_after = [&](std::size_t step, int flag) {
            if (step < steps.steps.size()) CHECK((made_at.contains(flag) && made_at[flag] < step));
        };
        comes_after(place_of<net::Step, net::LoopbackUp>(steps), CLONE_NEWNET);
        comes_after(place_of<namespaces::Step, namespaces::SetHostname>(steps), CLONE_NEWUTS);
        for (std::size_t index = 0; index < steps.steps.size(); ++index)
            if (const auto* put = placed(steps.steps[index])) {
                if (put->place.kind == Place::Kind::proc) comes_after(index, CLONE_NEWPID);
                if (put->place.kind == Place::Kind::mqueue) comes_after(index, CLONE_NEWIPC);
            }
    }
}

TEST_CASE("plan: every step and note names a setting that exists") {
    FOR_EVERY_PLAN {
        INFO(unit);
        for (const Step& step : steps.steps) {
            INFO(describe(step));
            CHECK(find_setting(step.reason.setting) != nullptr);
        }
        for (const Note& note : steps.notes) CHECK(find_setting(note.reason.setting) != nullptr);
    }
}

TEST_CASE("plan: a step's reason has a line exactly if somebody wrote that setting") {
    FOR_EVERY_PLAN {
        INFO(unit);
        for (const Step& step : steps.steps) {
            if (step.reason.origin.is_fallback()) continue;
            INFO(describe(step));
            auto name = std::string(step.reason.setting);
            CHECK(made.text.find(name + " = ") != made.text.npos);
        }
    }
}

TEST_CASE("plan: a note's reason has a line exactly if somebody wrote that setting") {
    FOR_EVERY_PLAN {
        INFO(unit);
        for (const Note& note : steps.notes) {
            INFO(note.text);
            bool is_written = made.text.find(std::string(note.reason.setting) + " = ") != made.text.npos;
            bool tells_of_default = note.reason.setting == "User.PrivateUsers";
            if (!tells_of_default) CHECK(note.reason.origin.is_fallback() == !is_written);
        }
    }
}

TEST_CASE("plan: the same unit on the same host gives the same plan") {
    for (const auto& [made, steps] : plans()) {
        auto again = plan(made.unit, made.host);
        REQUIRE(again);
        CHECK(explain(*again) == explain(steps));
        CHECK(explain_json(*again) == explain_json(steps));
    }
}

TEST_CASE("plan: the launch is in place unless something must be done from outside while the child waits") {
    FOR_EVERY_PLAN {
        INFO(unit);
        bool waits = count_of<users::Step, users::MapByHost>(steps) + count_of<machine::Step, machine::Enlist>(steps) != 0;
        CHECK((steps.mode == LaunchMode::rendezvous) == waits);
    }
}

TEST_CASE("plan: a unit is refused with its setting's name, and for a written one with its line") {
    unsigned refused = 0;
    for (const auto& made : generated::cases(2000)) {
        auto steps = plan(made.unit, made.host);
        if (steps) continue;
        ++refused;
        INFO(made.text);
        INFO(steps.error().message());
        CHECK(find_setting(steps.error().setting()) != nullptr);
        CHECK_FALSE(steps.error().origin().is_fallback());
        CHECK((steps.error().fault() == Fault::usage || steps.error().fault() == Fault::impossible));
    }
    CHECK(refused > 100);
}
