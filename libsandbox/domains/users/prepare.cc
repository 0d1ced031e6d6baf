// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/prepare.hh"

#include "core/command.hh"
#include "core/file.hh"

#include <fcntl.h>
#include <sys/socket.h>

namespace sandbox::users {

Result<BecomeOp> prepare(const BecomeLeased&, Bench& bench) {
    const Lease& lease = bench.leases.emplace_back(TRY(Lease::take_ids(1)));
    bench.host_user = bench.host_group = lease.first();
    return BecomeOp{lease.first(), lease.first()};
}

Result<MapSelfOp> prepare(const MapSelf& step, Bench& bench) {
    auto line = [&](std::uint32_t inside, std::uint32_t outside) {
        return bench.keep.text(std::to_string(inside) + " " + std::to_string(outside) + " 1\n");
    };
    if (!step.own_id) return MapSelfOp{line(step.user, bench.host_user), line(step.group, bench.host_group)};
    bench.host_user = step.outside_user;
    bench.host_group = step.outside_group;
    return MapSelfOp{line(step.user, step.outside_user), line(step.group, step.outside_group)};
}

/// The ranges as /proc/PID/uid_map takes them; a leased map begins at `base`.
static std::string map_text(const std::vector<IdRange>& ranges, std::uint32_t base) {
    std::string text;
    for (const IdRange& range : ranges)
        text += std::to_string(range.inside) + " " + std::to_string(range.outside + base) + " " +
                std::to_string(range.count) + "\n";
    return text;
}

/// The host's id of an id inside, which the ranges cover.
static std::uint32_t host_id(const std::vector<IdRange>& ranges, std::uint32_t base, std::uint32_t inside) {
    for (const IdRange& range : ranges)
        if (inside >= range.inside && inside - range.inside < range.count) return range.outside + base + inside - range.inside;
    return inside;
}

static Result<void> write_map(pid_t child, const char* file, const std::string& text) {
    std::string path = "/proc/" + std::to_string(child) + "/" + file;
    auto map = TRY(open_file(path, O_WRONLY));
    return write_all(map.get(), text, path);
}

static Result<void> run_helper(const char* program, pid_t child, const std::vector<IdRange>& ranges) {
    std::vector<std::string> arguments{program, std::to_string(child)};
    for (const IdRange& range : ranges)
        for (std::uint32_t number : {range.inside, range.outside, range.count}) arguments.push_back(std::to_string(number));
    return run_command(arguments);
}

Result<AwaitHostOp> await_host(Bench& bench, HostTask task) {
    int line[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) < 0) return fail(Error::from_errno("socketpair"));
    int ours = bench.host_fds.emplace_back(line[0]).get();
    int childs = bench.keep.fd(UniqueFd(line[1]));
    bench.host_tasks.push_back([task = std::move(task), ours](pid_t child, Bench& at_launch) -> Result<void> {
        TRY(task(child, at_launch));
        return write_all(ours, "+", "the child's line");
    });
    return AwaitHostOp{childs};
}

Result<AwaitHostOp> prepare(const MapByHost& step, Bench& bench) {
    std::uint32_t base = 0;
    if (step.leased) base = bench.leases.emplace_back(TRY(Lease::take_ids(kPickedIds))).first();
    bench.host_user = host_id(step.users, base, step.user);
    bench.host_group = host_id(step.groups, base, step.group);
    if (is_one_range(step)) {
        bench.host_first = step.users[0].outside + base;
        bench.host_count = step.users[0].count;
    }
    bench.is_mapped_by_host = true;
    return await_host(bench, [step, base](pid_t child, Bench&) -> Result<void> {
        if (step.by_helper) {
            TRY(run_helper("newgidmap", child, step.groups));
            TRY(run_helper("newuidmap", child, step.users));
        } else {
            TRY(write_map(child, "gid_map", map_text(step.groups, base)));
            TRY(write_map(child, "uid_map", map_text(step.users, base)));
        }
        return {};
    });
}

Result<BecomeUserOp> prepare(const BecomeUser& step, Bench& bench) {
    if (!bench.is_mapped_by_host) {  // the ids are the host's
        bench.host_user = step.user;
        bench.host_group = step.group;
    }
    return BecomeUserOp{step.user, step.group};
}

}  // namespace sandbox::users
