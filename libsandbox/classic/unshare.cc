// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/unshare.hh"

#include "classic/child.hh"
#include "classic/clocks.hh"
#include "classic/exec.hh"
#include "classic/helper.hh"
#include "classic/mapper.hh"
#include "classic/message.hh"
#include "classic/mounts.hh"

#include <csignal>
#include <fcntl.h>
#include <sched.h>

namespace sandbox::classic {
namespace {

/// Our ids as the namespace outside knows them; in the new one they are nobody's until it has maps.
struct Outside {
    unsigned uid;
    unsigned gid;
};

Result<void> check(const UnshareRequest& request) {
    if ((request.monotonic || request.boottime) && (request.flags & CLONE_NEWTIME) == 0)
        return fail(refused("options --monotonic and --boottime require unsharing of a time namespace (-T)"));
    return {};
}

unsigned inner_id(const MapRequest& map, unsigned own) {
    return map.is_current ? own : *map.single;
}

/// Whether we write it from inside: one id, ours. Another owner has no right to map it.
bool is_own_map(const UnshareRequest& request, const MapRequest& map) {
    return map.has_single() && map.ranges.empty() && !request.owner;
}

/// A single map that stands beside ranges is written with them.
std::vector<IdRange> outer_map(const UnshareRequest& request, const MapRequest& map, unsigned own) {
    if (is_own_map(request, map) || !map.has_single()) return map.ranges;
    return with_single({inner_id(map, own), own, 1}, map.ranges);
}

/// What must be done from outside of the new namespaces.
struct Helpers {
    Helper binder;
    Helper mapper;
};

Result<Helpers> start_helpers(const UnshareRequest& request, const OuterMaps& maps) {
    Helpers helpers;
    // The new mount namespace does not have the paths; the new user namespace has no rights over the old one.
    if (!request.persistent.empty() && (request.flags & (CLONE_NEWNS | CLONE_NEWUSER)) != 0)
        helpers.binder = TRY(Helper::start(bind_namespaces, &request.persistent));
    if (!maps.users.empty() || !maps.groups.empty()) helpers.mapper = TRY(Helper::start(write_outer_maps, &maps));
    return helpers;
}

Result<int> persist(const UnshareRequest& request, Helper& binder) {
    if (request.persistent.empty()) return 0;
    if (binder) return binder.finish();
    TRY(bind_namespaces(&request.persistent, ::getpid()));
    return 0;
}

Result<void> set_clocks(const UnshareRequest& request) {
    if (request.boottime) TRY(set_clock_offset(CLOCK_BOOTTIME, *request.boottime));
    if (request.monotonic) TRY(set_clock_offset(CLOCK_MONOTONIC, *request.monotonic));
    return {};
}

Result<void> write_own_maps(const UnshareRequest& request, const Outside& own) {
    const MapRequest& users = request.users;
    const MapRequest& groups = request.groups;
    if (is_own_map(request, users))
        TRY(write_own_map("/proc/self/uid_map", inner_id(users, own.uid), own.uid));
    if (is_own_map(request, groups)) {
        if (request.setgroups != nullptr && std::string_view(request.setgroups) == "allow")
            return fail(refused("options --setgroups=allow and --map-group are mutually exclusive"));
        TRY(control_setgroups("deny"));  // since Linux 3.19 the kernel wants it before an ordinary user's map
        TRY(write_own_map("/proc/self/gid_map", inner_id(groups, own.gid), own.gid));
    }
    if (request.setgroups != nullptr) TRY(control_setgroups(request.setgroups));
    return {};
}

Result<void> arrange_mounts(const UnshareRequest& request) {
    unsigned long propagation = request.propagation.value_or(*parse_propagation("private"));
    if ((request.flags & CLONE_NEWNS) != 0) TRY(set_propagation(propagation));

    bool early = request.interpreter != nullptr && request.root != nullptr && opens_at_once(request.interpreter);
    if (early) TRY(mount_binfmt(kBinfmtDirectory, request.interpreter));
    if (request.root != nullptr || request.directory != nullptr) TRY(change_root(request.root, request.directory));

    // What is private already by the change of all mounts needs no change of its own.
    bool isolate = request.root == nullptr && propagation != *parse_propagation("private");
    if (request.proc != nullptr) TRY(mount_proc(request.proc, isolate));
    if (request.binfmt != nullptr) TRY(mount_binfmt(request.binfmt, early ? nullptr : request.interpreter));
    return {};
}

Result<void> set_credentials(const UnshareRequest& request) {
    if (request.gid) {
        if (int code = drop_groups()) return fail(failed("setgroups failed", -code));
        TRY(set_gid(*request.gid));
    }
    if (request.uid) TRY(set_uid(*request.uid));
    if (request.keeps_capabilities && (request.flags & CLONE_NEWUSER) != 0) TRY(keep_capabilities());
    return {};
}

void warn_of_trap(const UnshareRequest& request) {
    if ((request.flags & CLONE_NEWPID) != 0 && !request.forks)
        advise("without --fork the program stays outside of the new process namespace: once its first child has ended, "
               "every further one fails with \"Cannot allocate memory\"");
}

/// Everything in the process that becomes the program.
Result<int> become_program(const UnshareRequest& request, const Outside& own, const DeathWatch& watch,
                           const std::vector<char*>& words) {
    if (!TRY(watch.arm())) return 1;
    TRY(write_own_maps(request, own));
    TRY(arrange_mounts(request));
    TRY(set_credentials(request));
    if ((request.uid || request.gid) && !TRY(watch.arm())) return 1;
    if (request.clears_environment) clear_environment(request.kept_environment);
    warn_of_trap(request);
    return fail(exec_program(words));
}

/// What the forked child works with.
struct ChildPart {
    const UnshareRequest& request;
    const Outside& own;
    const DeathWatch& watch;
    const std::vector<char*>& words;
    int ready = -1;  ///< a word comes here when the namespaces are bound
    int bound = -1;  ///< the other end, which is not the child's
};

/// False: the parent could not bind the namespaces, has said why, and is gone.
bool is_bound(int ready) {
    char word = 0;
    ssize_t size = 0;
    while ((size = ::read(ready, &word, 1)) < 0 && errno == EINTR) {}
    return size == 1;
}

int run_child(const void* context) {
    const auto& part = *static_cast<const ChildPart*>(context);
    if (part.bound >= 0) ::close(part.bound);
    if (part.ready >= 0 && !is_bound(part.ready)) return 1;
    return status_of(become_program(part.request, part.own, part.watch, part.words));
}

Result<int> run_forked(const UnshareRequest& request, const Outside& own, Helper& binder, const std::vector<char*>& words) {
    auto watch = TRY(DeathWatch::open(request.kill_signal));
    auto signals = request.forwards_signals ? Signals::forwarded : Signals::ignored;
    bool waits = !request.persistent.empty();
    bool copies = waits || (request.flags & CLONE_NEWTIME) != 0;

    int ends[2] = {-1, -1};
    if (waits && ::pipe2(ends, O_CLOEXEC) < 0) return fail(failed("pipe failed"));
    UniqueFd ready(ends[0]), bound(ends[1]);
    ChildPart part{request, own, watch, words, ready.get(), bound.get()};
    pid_t child = TRY(start_shielded(signals, copies ? Memory::copied : Memory::shared, run_child, &part));
    // A process namespace has a file only once it has a process.
    if (int status = TRY(persist(request, binder))) return status;
    if (waits && ::write(bound.get(), "", 1) != 1) return fail(failed("fork failed"));
    return wait_shielded(child, signals);
}

}  // namespace

Result<int> run_unshare(UnshareRequest& request, const std::vector<char*>& words) {
    ::signal(SIGCHLD, SIG_DFL);  // an inherited SIG_IGN would leave us nothing to wait for
    TRY(check(request));
    Outside own{::geteuid(), ::getegid()};
    OuterMaps maps{outer_map(request, request.users, own.uid), outer_map(request, request.groups, own.gid)};
    auto helpers = TRY(start_helpers(request, maps));
    if (request.owner) TRY(become(*request.owner));
    if (::unshare(request.flags) < 0) return fail(failed("unshare failed"));
    if (helpers.mapper)
        if (int status = TRY(helpers.mapper.finish())) return status;
    TRY(set_clocks(request));
    if (request.forks) return run_forked(request, own, helpers.binder, words);
    if (int status = TRY(persist(request, helpers.binder))) return status;
    return become_program(request, own, TRY(DeathWatch::open(0)), words);
}

}  // namespace sandbox::classic
