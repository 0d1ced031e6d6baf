// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/oom_response.hh"

#include "domains/cgroups/member.hh"

namespace sandbox {

Result<OomResponse> OomResponse::start(const cgroups::Workshop& shop, bool is_awaited) {
    OomResponse response;
    response.policy_ = shop.oom_policy;
    response.groups_ = shop.groups.all();
    if (shop.groups.empty() || (shop.oom_policy == cgroups::OomPolicy::proceed && !is_awaited)) return response;
    response.watch_ = TRY(cgroups::MemoryWatch::start(response.groups_));
    return response;
}

bool OomResponse::respond(bool has_event, const Child& child) {
    if (has_event) {
        watch_.take();
        checks_left_ = kChecks;
    }
    if (checks_left_ == 0) return false;
    --checks_left_;
    auto kills = watch_.kills();
    if (!kills || *kills == kills_) return false;
    kills_ = *kills;
    checks_left_ = 0;
    if (policy_ == cgroups::OomPolicy::kill)  // all but PID 1: the kernel does the same by itself where memory.oom.group is
        for (const cgroups::Group& group : groups_) (void)cgroups::kill_processes(group, child.pid());
    return true;
}

}  // namespace sandbox
