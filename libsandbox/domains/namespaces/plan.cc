// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/namespaces/plan.hh"

#include "domains/namespaces/types.hh"

#include <algorithm>

namespace sandbox::namespaces {
namespace {

Reason types_reason(const Spec& spec) {
    return {"Sandbox.Namespaces", spec.types.empty() ? Origin{} : spec.types.items[0].origin};
}

/// The flags that the list names, each with its own line; all of them if nobody wrote a list.
int listed(const Spec& spec) {
    if (!spec.types.is_given) return kAllTypes;
    int flags = 0;
    for (const auto& type : spec.types) flags |= static_cast<int>(type.value);
    return flags;
}

Error contradiction(const Reason& one, const Reason& other, int flag) {
    return Error::usage("the " + std::string(name_of(flag)) + " namespace cannot be both private and shared: " +
                        std::string(other.setting) + " (" + other.origin.print() + ") says otherwise")
        .at(one.origin, one.setting);
}

/// Two settings that were written mean the same namespace, and no two join one.
Result<void> agree(const Contributions& all) {
    for (const NamespaceWish& one : all.namespaces)
        for (const NamespaceWish& other : all.namespaces) {
            bool are_written = !one.reason.origin.is_fallback() && !other.reason.origin.is_fallback();
            bool is_pair = &one != &other && one.flag == other.flag && one.is_joined;
            if (!is_pair || !are_written) continue;
            return fail(Error::usage("the " + std::string(name_of(one.flag)) + " namespace is joined, and " +
                                     std::string(other.reason.setting) + " (" + other.reason.origin.print() + ") says what it is, too")
                            .at(one.reason.origin, one.reason.setting));
        }
    return {};
}

/// Applies the other domains' wishes to the list. A default gives way to what somebody wrote; two that were written
/// and disagree are an error.
Result<int> decide(const Spec& spec, const Contributions& all) {
    int flags = listed(spec);
    TRY(agree(all));
    for (const NamespaceWish& wish : all.namespaces) {
        bool is_private = (flags & wish.flag) != 0;
        if (is_private == wish.is_private) continue;
        bool is_written = !wish.reason.origin.is_fallback();
        if (spec.types.is_given && is_written) return fail(contradiction(wish.reason, types_reason(spec), wish.flag));
        if (is_written) flags ^= wish.flag;
    }
    return flags;
}

}  // namespace

/// Who wants a kind of namespace to be the host's: another setting by its own line, or the list.
static Reason who_shares(const Spec& spec, const Contributions& all, int flag) {
    for (const NamespaceWish& wish : all.namespaces)
        if (wish.flag == flag && !wish.is_private && !wish.reason.origin.is_fallback()) return wish.reason;
    return types_reason(spec);
}

/// Message queues show the namespace of whoever mounts them, which cannot wait for the second ones.
static int needed_early(const Contributions& all) {
    auto is_mqueue = [](const Place& place) { return place.kind == Place::Kind::mqueue; };
    return std::ranges::any_of(all.places, is_mqueue) ? CLONE_NEWIPC : 0;
}

Result<bool> has(const Spec& spec, const Contributions& all, int flag) {
    return (TRY(decide(spec, all)) & flag) != 0;
}

Result<void> contribute(const Spec& spec, Contributions& out) {
    out.namespace_list = types_reason(spec);
    if (!spec.hostname->empty()) out.namespaces.push_back({CLONE_NEWUTS, true, false, {"Exec.Hostname", spec.hostname.origin}});
    return {};
}

Result<void> contribute_names(const Spec& spec, Contributions& out) {
    Reason reason{"Exec.Hostname", spec.hostname.origin};
    std::string names = "127.0.0.1 localhost\n::1 localhost ip6-localhost\n";
    if (!spec.hostname->empty() && TRY(has(spec, out, CLONE_NEWUTS))) {
        names += "127.0.1.1 " + *spec.hostname + "\n";
        out.places.push_back({.kind = Place::Kind::file, .target = "/etc/hostname", .source = *spec.hostname + "\n",
                              .mode = 0644, .yields = true, .reason = reason});
    }
    out.places.push_back({.kind = Place::Kind::file, .target = "/etc/hosts", .source = names, .mode = 0644,
                          .yields = true, .reason = reason});
    return {};
}

/// Says what a shorter list gave up besides.
static void note_shared(const Spec& spec, const Contributions& all, int flags, Draft<Step>& out) {
    auto is_joined_net = [](const NamespaceWish& wish) { return wish.is_joined && wish.flag == CLONE_NEWNET; };
    bool is_hosts = (flags & CLONE_NEWNET) == 0 && std::none_of(all.namespaces.begin(), all.namespaces.end(), is_joined_net);
    if (is_hosts)
        out.note("the host's network is shared, with its abstract and loopback sockets", who_shares(spec, all, CLONE_NEWNET));
    if ((flags & CLONE_NEWUSER) != 0) return;
    out.note("no user namespace: the ids inside are the host's", who_shares(spec, all, CLONE_NEWUSER));
    if (all.keeps_capabilities)
        out.note("the capabilities are the host's own, and may undo read-only and hidden mounts", all.capabilities);
}

Result<void> plan(const Spec& spec, const Contributions& all, Draft<Step>& out) {
    int flags = TRY(decide(spec, all));
    auto reason = types_reason(spec);
    note_shared(spec, all, flags, out);
    if ((flags & CLONE_NEWNS) == 0)
        return fail(Error::usage("a sandbox without a mount namespace of its own is none").at(reason.origin, reason.setting));
    bool has_user = (flags & CLONE_NEWUSER) != 0;
    bool reowns = all.keeps_capabilities && has_user;
    int later = reowns ? flags & (CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC) : 0;  // never the groups: who owns them mounts the host's
    later &= ~needed_early(all);
    int now = flags & ~later;
    out.step(Phase::isolate, Isolate{now & ~CLONE_NEWCGROUP}, reason);
    if ((now & CLONE_NEWCGROUP) != 0) out.step(Phase::isolate, Unshare{CLONE_NEWCGROUP}, reason);
    if (reowns) out.step(Phase::reown, Reown{CLONE_NEWUSER | CLONE_NEWNS | later}, all.capabilities);
    if (has_user && *spec.restrict_namespaces)
        out.step(Phase::forbid, LimitUserNamespaces{reowns ? 1 : 0},
                 {"Security.RestrictNamespaces", spec.restrict_namespaces.origin});
    if ((flags & CLONE_NEWUTS) != 0)
        out.step(Phase::name, SetHostname{*spec.hostname}, {"Exec.Hostname", spec.hostname.origin});
    return {};
}

std::string describe(const Step& step) {
    struct Describe {
        std::string operator()(const Isolate& isolate) const { return "new namespaces: " + names_of(isolate.flags); }
        std::string operator()(const Unshare& unshare) const { return "new namespaces: " + names_of(unshare.flags); }
        std::string operator()(const Reown& reown) const {
            return "second namespaces, which lock the mounts: " + names_of(reown.flags);
        }
        std::string operator()(const LimitUserNamespaces& limit) const {
            return "at most " + std::to_string(limit.count) + " further user namespaces";
        }
        std::string operator()(const SetHostname& host) const {
            return (host.name.empty() ? "the host's name" : "host name " + host.name) + ", NIS domain name (none)";
        }
    };
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::namespaces
