// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/plan.hh"

#include "core/path.hh"

#include <algorithm>
#include <sched.h>
#include <tuple>

namespace sandbox::users {
namespace {

using Mode = PrivateUsers::Mode;

struct Account {
    std::string name;
    std::uint32_t uid = kUserId;
    std::uint32_t gid = kUserId;
    std::string home;
};

Reason user_reason(const Spec& spec) {
    return {"Exec.User", spec.user.origin};
}
Reason map_reason(const Spec& spec) {
    if (!spec.map.empty()) return {"User.Map", spec.map.items[0].origin};
    return {"User.PrivateUsers", spec.private_users.origin};
}

/// The home that the root's own /etc/passwd names: the image's author wrote it.
Result<std::string> home_of(const std::string& name, std::string_view written) {
    if (written.empty()) return "/";
    auto home = absolute_path(written);
    if (!home) return fail(std::move(home).error().within("home of " + quote(name)));
    return home;
}

Result<Account> named_account(const Spec& spec, const Facts& facts) {
    const std::string& name = spec.user.value;
    if (name == "user") return Account{"user", kUserId, kUserId, "/home/user"};
    if (name == "root") return Account{"root", 0, 0, "/root"};
    if (auto number = parse_number(name)) {
        if (*number >= UINT32_MAX) return fail(Error::usage("user " + quote(name) + " is too large an id"));
        auto id = static_cast<std::uint32_t>(*number);
        return Account{id == 0 ? "root" : "user", id, id, id == 0 ? "/root" : "/home/user"};
    }
    auto entry = TRY(facts.account.get("users.account"));
    auto fields = split(entry, ':');
    if (fields.size() != 3) return fail(Error::usage("no user " + quote(name) + " in the sandbox").hint("a number works; names of the host are not looked up"));
    return Account{name, static_cast<std::uint32_t>(*parse_number(fields[0])),
                   static_cast<std::uint32_t>(*parse_number(fields[1])), TRY(home_of(name, fields[2]))};
}

Result<std::uint32_t> named_group(const std::string& name, const Facts& facts, const Account& account) {
    auto number = parse_number(name);
    if (number && *number >= UINT32_MAX) return fail(Error::usage("group " + quote(name) + " is too large an id"));
    if (name == "root") number = 0;
    if (name == "user" && account.name == name) number = account.gid;
    if (!number) number = parse_number(TRY(facts.group.get("users.group")));
    if (number) return static_cast<std::uint32_t>(*number);
    return fail(Error::usage("no group " + quote(name) + " in the sandbox").hint("a number works; names of the host are not looked up"));
}

Result<Account> account_of(const Spec& spec, const Facts& facts) {
    auto found = named_account(spec, facts);
    if (!found) return fail(std::move(found).error().at(spec.user.origin, "Exec.User"));
    Account account = *std::move(found);
    if (spec.group->empty()) return account;
    auto group = named_group(*spec.group, facts, account);
    if (!group) return fail(std::move(group).error().at(spec.group.origin, "Exec.Group"));
    account.gid = *group;
    return account;
}

void contribute_names(const Account& account, const Spec& spec, Contributions& out) {
    auto line = [](const std::string& name, std::uint32_t uid, std::uint32_t gid, const std::string& rest) {
        return name + ":x:" + std::to_string(uid) + ":" + std::to_string(gid) + ":" + rest + "\n";
    };
    std::string passwd = line(account.name, account.uid, account.gid, "sandbox user:" + account.home + ":/bin/sh");
    std::string group = "root:x:0:\n";
    if (account.gid != 0 && account.gid != kNobody) group += account.name + ":x:" + std::to_string(account.gid) + ":\n";
    if (account.uid != 0) passwd = line("root", 0, 0, "root:/root:/bin/sh") + passwd;
    if (account.name != "nobody") passwd += line("nobody", kNobody, kNobody, "nobody:/nonexistent:/usr/sbin/nologin");
    group += "nogroup:x:" + std::to_string(kNobody) + ":\n";
    out.places.push_back({.kind = Place::Kind::file, .target = "/etc/passwd", .source = passwd, .mode = 0644,
                          .yields = true, .reason = user_reason(spec)});
    out.places.push_back({.kind = Place::Kind::file, .target = "/etc/group", .source = group, .mode = 0644,
                          .yields = true, .reason = user_reason(spec)});
    out.environment.push_back({"HOME", account.home, user_reason(spec)});
    out.environment.push_back({"USER", account.name, user_reason(spec)});
    out.environment.push_back({"LOGNAME", account.name, user_reason(spec)});
}

/// Whether the plan of this spec is the map of one id that the child writes itself.
bool maps_one_id(const Spec& spec) {
    auto mode = spec.private_users->mode;
    return spec.map.empty() && (mode == Mode::automatic || mode == Mode::self);
}

Error refused(const Spec& spec, std::string reason) {
    auto where = map_reason(spec);
    return Error::impossible(std::move(reason)).at(where.origin, where.setting);
}

bool covers(const std::vector<IdRange>& ranges, std::uint32_t id) {
    for (const IdRange& range : ranges)
        if (id >= range.inside && id - range.inside < range.count) return true;
    return false;
}

std::vector<IdRange> ranges_of(const GivenList<IdRange>& list) {
    std::vector<IdRange> ranges;
    for (const auto& item : list) ranges.push_back(item.value);
    return ranges;
}

constexpr std::size_t kMostRanges = 340;  // user_namespaces(7)
constexpr std::size_t kMapBytes = 4096;   // and less than a page of text

/// The bytes of a map's lines; `is_identity`: of the map of its ids inside onto themselves, which a second namespace gets.
std::size_t size_of(const GivenList<IdRange>& list, bool is_identity) {
    std::size_t size = 0;
    for (const auto& range : list)
        for (std::uint32_t number : {range->inside, is_identity ? range->inside : range->outside, range->count})
            size += std::to_string(number).size() + 1;
    return size;
}

std::string print(const IdRange& range) {
    return "[" + std::to_string(range.inside) + ", " + std::to_string(range.outside) + ", " + std::to_string(range.count) + "]";
}

bool overlap(std::uint32_t one, std::uint32_t one_count, std::uint32_t other, std::uint32_t other_count) {
    return one < other ? other - one < one_count : one - other < other_count;
}

/// Whether a user inside is the host's root, by the spec's map. Without a user namespace its id is the host's.
bool is_host_root(const Spec& spec, std::uint32_t user) {
    if (maps_one_id(spec)) return spec.private_users->mode == Mode::self;
    if (spec.private_users->mode == Mode::pick) return false;
    if (spec.private_users->mode == Mode::no) return user == 0;
    auto is_root = [&](const IdRange& range) { return range.outside == 0 && range.inside == user; };
    if (spec.private_users->mode == Mode::range) return is_root(spec.private_users->range);
    return std::ranges::any_of(ranges_of(spec.map), is_root);
}

/// What the kernel refuses without a word. `is_doubled`: the map is written a second time, onto itself.
Result<void> check_map(const GivenList<IdRange>& list, std::string_view setting, bool is_doubled) {
    if (list.size() > kMostRanges)
        return fail(Error::usage(std::to_string(list.size()) + " ranges, and the kernel takes " + std::to_string(kMostRanges))
                        .at(list.items[kMostRanges].origin, setting));
    for (std::size_t index = 0; index < list.size(); ++index)
        for (std::size_t before = 0; before < index; ++before) {
            const auto& [one, other] = std::tie(list.items[before], list.items[index]);
            bool is_inside = overlap(one->inside, one->count, other->inside, other->count);
            if (!is_inside && !overlap(one->outside, one->count, other->outside, other->count)) continue;
            return fail(Error::usage(print(*one) + " and " + print(*other) + " overlap " + (is_inside ? "inside" : "outside"))
                            .at(other.origin, setting));
        }
    bool is_long = size_of(list, false) >= kMapBytes || (is_doubled && size_of(list, true) >= kMapBytes);
    if (is_long)
        return fail(Error::usage(std::to_string(list.size()) + " ranges are more than the kernel takes: 4095 bytes, written as lines")
                        .at(list.items.back().origin, setting));
    return {};
}

MapByHost map_by_host(const Spec& spec, bool is_root) {
    MapByHost step;
    switch (spec.private_users->mode) {
    case Mode::pick:
        step.users = {{0, 0, kPickedIds}};
        step.leased = true;
        break;
    case Mode::range:
        step.users = {spec.private_users->range};
        break;
    default:
        step.users = ranges_of(spec.map);
        step.by_helper = !is_root;
    }
    step.groups = spec.group_map.empty() ? step.users : ranges_of(spec.group_map);
    return step;
}

/// Of a sandbox that root starts.
Contributions::Ids ids_of(const Spec& spec, std::uint32_t user) {
    using Ids = Contributions::Ids;
    if (is_host_root(spec, user)) return Ids::launcher;
    if (maps_one_id(spec)) return Ids::one_leased;
    if (spec.private_users->mode == Mode::no) return Ids::others;
    return is_one_range(map_by_host(spec, true)) ? Ids::range : Ids::others;
}

/// The command is a user of the host: of whom, the unit says, or gave up by its list of namespaces.
Result<void> plan_without_namespace(const Spec& spec, const Contributions& all, bool is_root, Draft<Step>& out) {
    bool is_said = spec.private_users->mode == Mode::no;
    if (!is_root) {
        auto where = is_said ? map_reason(spec) : all.namespace_list;
        return fail(Error::impossible("only root may go without a user namespace").at(where.origin, where.setting));
    }
    out.step(Phase::map, BecomeUser{all.user, all.group}, user_reason(spec));
    return {};
}

Result<void> plan_map_by_host(const Spec& spec, const Contributions& all, bool is_root, Draft<Step>& out) {
    if (!is_root && spec.map.empty())
        return fail(refused(spec, "only root may map other ids").hint("User.Map takes ranges from /etc/subuid"));
    TRY(check_map(spec.map, "User.Map", all.keeps_capabilities));
    TRY(check_map(spec.group_map, "User.GroupMap", all.keeps_capabilities));
    auto step = map_by_host(spec, is_root);
    if (!covers(step.users, all.user) || !covers(step.groups, all.group))
        return fail(refused(spec, "the map has no id for user " + std::to_string(all.user) + " and group " +
                                      std::to_string(all.group))
                        .as(Fault::usage)
                        .hint("Exec.User says who is inside"));
    step.user = all.user;
    step.group = all.group;
    out.step(Phase::map, std::move(step), map_reason(spec));
    out.step(Phase::map, BecomeUser{all.user, all.group}, user_reason(spec));
    return {};
}

/// Maps are User.PrivateUsers = "auto" by hand: beside another value one of the two would count for nothing.
Result<void> check_written(const Spec& spec) {
    if (!spec.map.empty() && spec.private_users->mode != Mode::automatic)
        return fail(refused(spec, "User.Map and User.PrivateUsers contradict each other").as(Fault::usage));
    if (!spec.group_map.empty() && spec.map.empty())
        return fail(Error::usage("it goes with User.Map, which is empty").at(spec.group_map.items[0].origin, "User.GroupMap"));
    return {};
}

}  // namespace

Result<void> contribute(const Spec& spec, const Facts& facts, Contributions& out) {
    TRY(check_written(spec));
    auto account = TRY(account_of(spec, facts));
    contribute_names(account, spec, out);
    out.user = account.uid;
    out.group = account.gid;
    out.home = account.home;
    out.has_administrator = account.uid == 0;
    bool is_root = TRY(facts.uid.get("users.uid")) == 0;
    if (is_root) out.ids = ids_of(spec, account.uid);
    bool is_private = spec.private_users->mode != Mode::no;
    out.namespaces.push_back({CLONE_NEWUSER, is_private, false, map_reason(spec)});
    return {};
}

Result<void> plan(const Spec& spec, const Facts& facts, const Contributions& all, bool has_namespace, Draft<Step>& out) {
    auto uid = static_cast<std::uint32_t>(TRY(facts.uid.get("users.uid")));
    auto gid = static_cast<std::uint32_t>(TRY(facts.gid.get("users.gid")));
    auto groups = TRY(facts.groups.get("users.groups"));
    bool is_root = uid == 0;
    if (!has_namespace) return plan_without_namespace(spec, all, is_root, out);
    if (!maps_one_id(spec)) return plan_map_by_host(spec, all, is_root, out);
    bool is_leased = all.ids == Contributions::Ids::one_leased;
    if (is_leased) out.step(Phase::become, BecomeLeased{}, map_reason(spec));
    out.step(Phase::map, MapSelf{all.user, all.group, uid, gid, !is_leased}, map_reason(spec));
    if (!is_leased && groups > 0)
        out.note("a map of one id cannot drop supplementary groups: " + std::to_string(groups) + " stay, unmapped (nogroup inside)",
                 {"User.PrivateUsers", {}});
    return {};
}

std::string describe(const Step& step) {
    struct Describe {
        static std::string text(const std::vector<IdRange>& ranges, bool leased) {
            std::string line;
            for (const IdRange& range : ranges)
                line += (line.empty() ? "" : ", ") + std::to_string(range.inside) + " = " +
                        (leased ? std::string("leased") : std::to_string(range.outside)) + " x " +
                        std::to_string(range.count);
            return line;
        }
        std::string operator()(const BecomeLeased&) const { return "take a leased host id, drop all groups"; }
        std::string operator()(const MapSelf& map) const {
            if (!map.own_id) return "map user " + std::to_string(map.user) + " and group " + std::to_string(map.group) + " to the leased id";
            return "map user " + std::to_string(map.user) + " to " + std::to_string(map.outside_user) + ", group " +
                   std::to_string(map.group) + " to " + std::to_string(map.outside_group);
        }
        std::string operator()(const MapByHost& map) const {
            return "map users " + text(map.users, map.leased) + "; groups " + text(map.groups, map.leased) +
                   (map.by_helper ? " by newuidmap" : " from outside");
        }
        std::string operator()(const BecomeUser& become) const {
            return "become user " + std::to_string(become.user) + ", group " + std::to_string(become.group) + ", no other groups";
        }
    };
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::users
