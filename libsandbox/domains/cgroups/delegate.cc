// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/control.hh"
#include "domains/cgroups/file.hh"
#include "domains/cgroups/member.hh"
#include "domains/cgroups/prepare.hh"

#include <cerrno>
#include <sys/xattr.h>
#include <unistd.h>

namespace sandbox::cgroups {

/// The files of a group that whoever it is handed to may write; what limits the group itself stays ours.
static constexpr std::string_view kDelegated[] = {"", "/cgroup.procs", "/cgroup.threads", "/cgroup.subtree_control"};

/// What may be made below it: more than any system makes, and no more than can be removed in the end (libexec/watcher/tree.hh).
struct Bound {
    std::string_view file, value;
};
static constexpr Bound kBounds[] = {{"cgroup.max.depth", "32"}, {"cgroup.max.descendants", "10000"}};

static Result<void> hand_over(const Group& group, const Bench& bench) {
    // What an ordinary user makes is theirs, and nobody else's.
    if (::geteuid() != 0 && bench.host_user == ::geteuid()) return {};
    if (::geteuid() != 0)
        return fail(Error::impossible("only root may hand a control group to the user inside, who is another id of the host")
                        .hint("User.PrivateUsers = \"self\" makes it the caller's own"));
    for (std::string_view file : kDelegated) {
        auto path = group.directory() + std::string(file);
        if (::chown(path.c_str(), bench.host_user, bench.host_group) < 0) return fail(Error::from_errno("chown " + path));
    }
    return {};
}

Result<void> prepare(const Delegate& step, Workshop& shop, Bench& bench) {
    const Group& group = shop.groups[step.hierarchy];
    for (const Bound& bound : kBounds) TRY(write(group, bound.file, bound.value));
    for (const std::string& controller : step.controllers)
        if (auto enabled = enable_controllers(group, std::span(&controller, 1), Crowded::refuse); !enabled)
            bench.left_out.push_back("the " + controller + " controller is not handed on: " + enabled.error().message());
    // Whoever makes groups below it looks for this (Seat); a kernel without such attributes does without.
    (void)::setxattr(group.directory().c_str(), "user.delegate", "1", 1, 0);
    return hand_over(group, bench);
}

Result<EnterOp> prepare(const EnterSubgroup& step, Workshop& shop, Bench& bench) {
    auto below = TRY(make(shop.groups[step.hierarchy].child(step.name), 0755));
    TRY(hand_over(below, bench));
    std::vector<int> entry{bench.keep.lend(TRY(open_entry(below)))};
    return EnterOp{bench.keep.numbers(std::move(entry)), 1};
}

}  // namespace sandbox::cgroups
