// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/limits/spec.hh"

#include <string_view>

namespace sandbox::limits {

/// The sixteen rlimits: key, member and number, in one place.
struct Row {
    std::string_view key;
    Given<Limit> Spec::*member;
    int resource;
};
inline constexpr Row kLimits[] = {
    {"Resources.LimitAS", &Spec::as, RLIMIT_AS},
    {"Resources.LimitCORE", &Spec::core, RLIMIT_CORE},
    {"Resources.LimitCPU", &Spec::cpu, RLIMIT_CPU},
    {"Resources.LimitDATA", &Spec::data, RLIMIT_DATA},
    {"Resources.LimitFSIZE", &Spec::fsize, RLIMIT_FSIZE},
    {"Resources.LimitLOCKS", &Spec::locks, RLIMIT_LOCKS},
    {"Resources.LimitMEMLOCK", &Spec::memlock, RLIMIT_MEMLOCK},
    {"Resources.LimitMSGQUEUE", &Spec::msgqueue, RLIMIT_MSGQUEUE},
    {"Resources.LimitNICE", &Spec::nice, RLIMIT_NICE},
    {"Resources.LimitNOFILE", &Spec::nofile, RLIMIT_NOFILE},
    {"Resources.LimitNPROC", &Spec::nproc, RLIMIT_NPROC},
    {"Resources.LimitRSS", &Spec::rss, RLIMIT_RSS},
    {"Resources.LimitRTPRIO", &Spec::rtprio, RLIMIT_RTPRIO},
    {"Resources.LimitRTTIME", &Spec::rttime, RLIMIT_RTTIME},
    {"Resources.LimitSIGPENDING", &Spec::sigpending, RLIMIT_SIGPENDING},
    {"Resources.LimitSTACK", &Spec::stack, RLIMIT_STACK},
};

}  // namespace sandbox::limits
