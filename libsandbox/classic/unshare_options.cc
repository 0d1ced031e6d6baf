// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/accounts.hh"
#include "classic/message.hh"
#include "classic/mounts.hh"
#include "classic/number.hh"
#include "classic/unshare.hh"
#include "core/file.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace sandbox::classic {
namespace {

using Request = UnshareRequest;
using Done = Result<void>;

Done refuse(std::string_view what, const char* argument) {
    return fail(refused(std::string(what) + "'" + argument + "'"));
}

/// A number that no id can have is told from a name that nobody has.
Done no_account(std::string_view what, const char* argument) {
    auto told = std::string(what) + "'" + argument + "'";
    return fail(is_out_of_range(argument) ? failed(told, ERANGE) : refused(told));
}

Done map_user(Request& request, const char* argument) {
    request.flags |= CLONE_NEWUSER;
    request.users.is_current = false;
    request.users.single = parse_user(argument);
    return request.users.single ? Done{} : no_account("failed to parse uid ", argument);
}

Done map_group(Request& request, const char* argument) {
    request.flags |= CLONE_NEWUSER;
    request.groups.is_current = false;
    request.groups.single = parse_group(argument);
    return request.groups.single ? Done{} : no_account("failed to parse gid ", argument);
}

/// The two files about the users, and those about the groups.
struct Files {
    const char* block;
    const char* map;
};
constexpr Files kUserFiles{"/etc/subuid", "/proc/self/uid_map"};
constexpr Files kGroupFiles{"/etc/subgid", "/proc/self/gid_map"};

Done map_ranges(Request& request, MapRequest& map, const Files& files, std::string_view argument) {
    request.flags |= CLONE_NEWUSER;
    if (argument == "all") {
        auto text = TRY(read_file(files.map));
        for (const IdRange& range : pass_through(text)) map.ranges.push_back(range);
    } else if (argument == "auto" || argument == "subids") {
        auto block = TRY(read_block(files.block, ::geteuid()));
        if (argument == "auto") block.inner = 0, block.ids = InnerIds::free;
        map.ranges.push_back(block);
    } else {
        map.ranges.push_back(TRY(parse_range(argument)));
    }
    return {};
}

Done map_both(Request& request, std::string_view argument) {
    TRY(map_ranges(request, request.users, kUserFiles, argument));
    return map_ranges(request, request.groups, kGroupFiles, argument);
}

void map_own(Request& request, std::optional<unsigned> id) {
    request.flags |= CLONE_NEWUSER;
    for (MapRequest* map : {&request.users, &request.groups}) {
        map->single = id;
        map->is_current = !id;
    }
}

Done kill_child(Request& request, const char* argument) {
    request.forks = true;
    auto signal = argument != nullptr ? parse_signal(argument) : SIGKILL;
    if (!signal) return fail(refused("unknown signal: " + std::string(argument)));
    request.kill_signal = *signal;
    return {};
}

Done set_setgroups(Request& request, const char* argument) {
    std::string_view word = argument;
    request.setgroups = argument;
    return word == "allow" || word == "deny" ? Done{} : refuse("unsupported --setgroups argument ", argument);
}

Done set_propagation_mode(Request& request, const char* argument) {
    request.propagation = parse_propagation(argument);
    if (!request.propagation) return fail(refused("unsupported propagation mode: " + std::string(argument)));
    return {};
}

/// The usual place is below a /proc, which has to be one of the new namespaces.
void mount_binfmt_at(Request& request, const char* directory) {
    request.flags |= CLONE_NEWNS | CLONE_NEWUSER;
    request.binfmt = directory != nullptr ? directory : kBinfmtDirectory;
    if (directory == nullptr && request.proc == nullptr) request.proc = "/proc";
}

Done load_interpreter(Request& request, const char* argument) {
    mount_binfmt_at(request, request.binfmt);
    request.interpreter = argument;
    return {};
}

/// Lists that follow each other are one.
void keep_variables(Request& request, std::string_view names) {
    request.clears_environment = true;
    request.kept_environment.append(names) += ',';
}

/// An option that is no namespace, and what it does.
struct Rule {
    std::string_view name;
    Done (*take)(Request&, const char* argument);
};

constexpr Rule kRules[] = {
    {"fork", [](Request& r, const char*) { r.forks = true; return Done{}; }},
    {"forward-signals", [](Request& r, const char*) { r.forks = r.forwards_signals = true; return Done{}; }},
    {"kill-child", kill_child},
    {"mount-proc", [](Request& r, const char* a) { r.flags |= CLONE_NEWNS; r.proc = a != nullptr ? a : "/proc"; return Done{}; }},
    {"mount-binfmt", [](Request& r, const char* a) { mount_binfmt_at(r, a); return Done{}; }},
    {"load-interp", load_interpreter},
    {"map-user", map_user},
    {"map-group", map_group},
    {"map-users", [](Request& r, const char* a) { return map_ranges(r, r.users, kUserFiles, a); }},
    {"map-groups", [](Request& r, const char* a) { return map_ranges(r, r.groups, kGroupFiles, a); }},
    {"map-auto", [](Request& r, const char*) { return map_both(r, "auto"); }},
    {"map-subids", [](Request& r, const char*) { return map_both(r, "subids"); }},
    {"map-foreign", [](Request&, const char*) { return Done(fail(refused("systemd-nsresourced support is not available"))); }},
    {"map-root-user", [](Request& r, const char*) { map_own(r, 0); return Done{}; }},
    {"map-current-user", [](Request& r, const char*) { map_own(r, std::nullopt); return Done{}; }},
    {"owner", [](Request& r, const char* a) -> Done { r.flags |= CLONE_NEWUSER; r.owner = TRY(parse_owner(a)); return {}; }},
    {"setgroups", set_setgroups},
    {"propagation", set_propagation_mode},
    {"keep-caps", [](Request& r, const char*) { r.keeps_capabilities = true; return Done{}; }},
    {"setuid", [](Request& r, const char* a) -> Done { r.uid = TRY(parse_id("failed to parse uid", a)); return {}; }},
    {"setgid", [](Request& r, const char* a) -> Done { r.gid = TRY(parse_id("failed to parse gid", a)); return {}; }},
    {"root", [](Request& r, const char* a) { r.root = a; return Done{}; }},
    {"wd", [](Request& r, const char* a) { r.directory = a; return Done{}; }},
    {"monotonic", [](Request& r, const char* a) -> Done { r.monotonic = TRY(parse_seconds("failed to parse monotonic offset", a)); return {}; }},
    {"boottime", [](Request& r, const char* a) -> Done { r.boottime = TRY(parse_seconds("failed to parse boottime offset", a)); return {}; }},
    {"clear-env", [](Request& r, const char*) { r.clears_environment = true; return Done{}; }},
    {"whitelist-env", [](Request& r, const char* a) { keep_variables(r, a); return Done{}; }},
};

/// A second FILE for one kind replaces the first. They are bound in the order of kNamespaces, as by the original: the first
/// that cannot be bound is told, and of two on one file the later is seen.
void take_namespace(Request& request, const Namespace& kind, const char* path) {
    request.flags |= kind.flag;
    if (path == nullptr) return;
    auto place = std::ranges::lower_bound(request.persistent, &kind, {}, &Persistent::kind);
    if (place != request.persistent.end() && place->kind == &kind) place->path = path;
    else request.persistent.insert(place, {&kind, path});
}

}  // namespace

Result<bool> take_unshare_option(void* into, const cli::Parsed& option) {
    auto& request = *static_cast<Request*>(into);
    const char* argument = option.argument ? option.argument->data() : nullptr;
    auto name = option.option->name;
    if (name == "help" || name == "version") return false;
    if (const Namespace* kind = find_namespace(name)) return take_namespace(request, *kind, argument), true;
    for (const Rule& rule : kRules)
        if (rule.name == name) return TRY(rule.take(request, argument)), true;
    return true;
}

}  // namespace sandbox::classic
