// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/joining/spec.hh"

namespace sandbox::joining {

inline constexpr Setting kSettings[] = {
    {.key = "Sandbox.JoinUnit", .kind = Kind::text, .fallback = "none", .argument = "NAME",
     .brief = "share a running sandbox's network, IPC and host name",
     .manual = "The net, ipc and uts namespaces are those of the sandbox that runs under NAME (sandbox-ls), as far as it has its "
               "own; everything else is this sandbox's own. What is listed as private too is refused. For an ordinary user the new sandbox's user "
               "namespace lies below the other's, which must allow it (Security.RestrictNamespaces = false there).",
     .assign = assign::parsed<&Spec::join_unit, parse_sandbox>, .is_required = true},
    {.key = "Sandbox.JoinNamespace", .kind = Kind::map, .brief = "namespaces by path: net, ipc, uts = PATH",
     .manual = "Takes a namespace that is there already, such as {net = \"/run/netns/x\"} or a file in /proc/PID/ns, in place of "
               "one of the sandbox's own. What is no namespace of that kind is refused. An ordinary user can take those that "
               "belong to a user namespace of theirs; the sandbox's own user namespace then lies below that one.",
     .assign = assign::map<&Spec::join_namespace, parse_namespace>, .is_required = true},
};

}  // namespace sandbox::joining
