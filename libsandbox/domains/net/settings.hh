// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/net/spec.hh"

namespace sandbox::net {

inline constexpr Setting kSettings[] = {
    {.key = "Network.Mode", .kind = Kind::choice, .fallback = "none", .option = "network", .argument = "MODE",
     .brief = "none (loopback only) or host",
     .manual = "none: a network namespace with nothing but lo. host: the host's network, with its abstract sockets and "
               "loopback services: whoever runs inside can reach them. A root of ours gets what is needed to find and trust "
               "others, read-only, where the host has it: /etc/resolv.conf, /etc/services, and the certificates of /etc/ssl/certs, "
               "/etc/ca-certificates and /etc/pki, but no private keys.",
     .choices = kModes, .assign = assign::choice<&Spec::mode, kModes>, .is_required = true},
    {.key = "Network.Loopback", .kind = Kind::boolean, .fallback = "true", .brief = "bring lo up",
     .manual = "Brings the loopback interface of the sandbox's own network namespace up. false: it stays down, which a network "
               "that is the host's or another sandbox's cannot have.",
     .assign = assign::boolean<&Spec::loopback>},
};

}  // namespace sandbox::net
