// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/plan.hh"

#include "core/text.hh"
#include "domains/cgroups/draw.hh"
#include "domains/cgroups/scope.hh"

#include <utility>

namespace sandbox::cgroups {
namespace {

/// The written keys that cannot do without a group; the first is the reason why there is one.
std::vector<Reason> who_wants(const Spec& spec) {
    std::vector<Reason> wishes;
    auto add = [&](std::string_view key, const auto& given) {
        if (given.is_given()) wishes.push_back({key, given.origin});
    };
    auto add_list = [&](std::string_view key, const auto& list) {
        if (!list.empty()) wishes.push_back({key, list.items[0].origin});
    };
    add("Resources.MemoryMax", spec.memory_max);
    add("Resources.CPUQuota", spec.cpu_quota);
    add("Resources.CPUWeight", spec.cpu_weight);
    add("Resources.AllowedCPUs", spec.allowed_cpus);
    add("Resources.AllowedMemoryNodes", spec.allowed_memory_nodes);
    add("Resources.MemoryMin", spec.memory_min);
    add("Resources.MemoryLow", spec.memory_low);
    add("Resources.MemoryHigh", spec.memory_high);
    add("Resources.MemorySwapMax", spec.memory_swap_max);
    add("Resources.MemoryZSwapMax", spec.memory_zswap_max);
    add("Resources.IOWeight", spec.io_weight);
    add_list("Resources.IODeviceWeight", spec.io_device_weight);
    add_list("Resources.IOReadBandwidthMax", spec.io_read_bandwidth);
    add_list("Resources.IOWriteBandwidthMax", spec.io_write_bandwidth);
    add_list("Resources.IOReadIOPSMax", spec.io_read_iops);
    add_list("Resources.IOWriteIOPSMax", spec.io_write_iops);
    add("Resources.OOMPolicy", spec.oom_policy);
    add("Resources.DevicePolicy", spec.device_policy);
    add_list("Resources.DeviceAllow", spec.device_allow);
    add("Resources.Slice", spec.slice);
    if (!spec.raw.empty()) wishes.push_back({"Resources.Raw", spec.raw.items[0].second.origin});
    // Written as what they are anyway they want nothing.
    if (*spec.delegate) add("Resources.Delegate", spec.delegate);
    if (!spec.subgroup->empty()) add("Resources.DelegateSubgroup", spec.subgroup);
    if (*spec.view != View::none) add("Files.Cgroup", spec.view);
    if (wishes.empty()) wishes.push_back({"Resources.MemoryMax", {}});
    return wishes;
}

Result<std::vector<Seat>> seats_of(const Facts& facts) {
    std::vector<Seat> seats;
    for (const std::string& text : TRY(facts.seats.get("cgroups.seats"))) seats.push_back(TRY(parse_seat(text)));
    return seats;
}

/// Where the scope will be. A group that lies in it is in the slice already, and so is one that was delegated.
void lie_in(const OpenScope& open, Make& make) {
    for (Group& parent : make.parents)
        if (!is_delegated(open) && parent.version == Version::v2) parent = parent.child(slice_directories(open.slice)).child(scope_name(open, "PID"));
    if (make.parents.size() == 1) make.slice.clear();
}

/// A manager's own limit of tasks (systemd-system.conf(5), DefaultTasksMax=) would come before the group's.
void lift_tasks(const Contributions& all, OpenScope& open) {
    open.properties.push_back({"TasksMax", kNoLimit, {}, all.tasks.reason});
}

/// The unit of the manager's that we are in is somebody else's to change.
void note_shares(const OpenScope& open, const std::vector<UnitProperty>& properties, Draft<Step>& out) {
    if (properties.empty() || open.socket == kGenerated) return;
    std::vector<std::string> texts;
    for (const UnitProperty& property : properties) texts.push_back(print(property));
    out.note("beside others counts what the unit of systemd's has that the sandbox lies in: it should have " + join(texts, ", "),
             properties[0].reason);
}

}  // namespace

Result<void> plan(const Spec& spec, const Facts& facts, const Contributions& all, const GroupName& name, Draft<Step>& out) {
    if (spec.cpu_quota_period.is_given() && !spec.cpu_quota.is_given())
        return fail(Error::usage("it goes with Resources.CPUQuota, which is not there")
                        .at(spec.cpu_quota_period.origin, "Resources.CPUQuotaPeriodSec"));
    if (!wants_group(spec)) return {};
    auto wishes = who_wants(spec);
    auto reason = wishes[0];
    Drawing drawing(TRY(seats_of(facts)), reason);
    auto memory = TRY(facts.memory.get("cgroups.memory"));
    TRY(draw_processor(spec, all.standing, drawing));
    TRY(draw_memory(spec, all.standing, static_cast<std::uint64_t>(memory), drawing));
    TRY(draw_tasks(all, drawing));
    TRY(draw_io(spec, all.standing, drawing));
    TRY(draw_devices(spec, drawing));
    TRY(draw_raw(spec, drawing));
    TRY(draw_delegation(spec, drawing));
    drawing.count("cpuacct");
    drawing.count("freezer");
    Make make{drawing.parents(), spec.slice.is_given() ? slice_directories(*spec.slice) : "", name.text, name.is_unique, std::move(wishes)};
    if (auto manager = drawing.manager(); !manager.empty()) {
        OpenScope open{manager, *spec.slice, name.text, name.is_unique, all.ending};
        // Beside v1 it has no controllers.
        if (make.parents.size() == 1) open.properties = unit_properties(spec, all.standing, static_cast<std::uint64_t>(memory));
        if (is_delegated(open)) note_shares(open, std::exchange(open.properties, {}), out);
        else lift_tasks(all, open);
        lie_in(open, make);
        out.step(Phase::group, std::move(open), reason);
    }
    out.step(Phase::group, std::move(make), reason);
    drawing.hand_over(out);
    out.step(Phase::group, Enter{*spec.oom_policy}, reason);
    return {};
}

static std::string devices_text(const FilterDevices& filter) {
    static constexpr std::string_view kPrefixes[] = {"", "char-", "block-"};
    std::string text = "devices: " + std::string(kDevicePolicies[static_cast<std::size_t>(filter.policy)]);
    for (const DeviceRule& rule : filter.rules)
        text += ", " + std::string(kPrefixes[static_cast<std::size_t>(rule.kind)]) + rule.name + " " + rule.access;
    return text;
}

std::string_view first_file(const SetFile& set) {
    return set.tries.empty() ? std::string_view() : set.tries[0].file;
}

bool limits_tasks(const SetFile& set) {
    return first_file(set) == "pids.max";
}

std::string describe(const Step& step) {
    struct Describe {
        std::string operator()(const OpenScope& open) const {
            if (is_delegated(open)) return "a group for the supervisor in its own, which is delegated to it";
            std::string text = "a delegated scope " + scope_name(open, "PID") + " in " + open.slice + ", made by systemd at " + open.socket;
            for (const char* before = ", with "; const UnitProperty& property : open.properties) {
                text += before + print(property);
                before = ", ";
            }
            return text;
        }
        std::string operator()(const Make& make) const {
            std::string text = "a control group " + (make.slice.empty() ? "" : make.slice + "/") + make.name +
                               (make.is_unique ? "" : "-ID") + " in";
            for (const char* comma = " "; const Group& parent : make.parents) {
                text += comma + parent.directory();
                comma = ", ";
            }
            return text;
        }
        std::string operator()(const SetFile& set) const { return set.tries[0].file + " = " + set.tries[0].value; }
        std::string operator()(const SetDevice& set) const {
            return set.tries[0].file + " = " + set.path + " " + set.tries[0].value;
        }
        std::string operator()(const FilterDevices& filter) const { return devices_text(filter); }
        std::string operator()(const Enter& enter) const {
            return "be in the control group; after a kill for memory: " +
                   std::string(kOomPolicies[static_cast<std::size_t>(enter.oom_policy)]);
        }
        std::string operator()(const Delegate& delegate) const {
            return "the control group is the user's, with " + (delegate.controllers.empty() ? "no controllers" : join(delegate.controllers, ", "));
        }
        std::string operator()(const EnterSubgroup& enter) const { return "go on in the control group " + enter.name + " below it"; }
    };
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::cgroups
