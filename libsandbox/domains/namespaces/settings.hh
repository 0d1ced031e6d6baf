// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/namespaces/spec.hh"
#include "domains/namespaces/types.hh"

namespace sandbox::namespaces {

inline constexpr Setting kSettings[] = {
    {.key = "Sandbox.Namespaces", .kind = Kind::list, .fallback = "mount pid ipc uts net user cgroup",
     .brief = "which namespaces are private",
     .manual = "The kinds of namespace that the sandbox has of its own. The mount namespace cannot be left out. Leaving "
               "out net, ipc or uts shares the host's; leaving out pid leaves nothing that ends what the command leaves "
               "behind, and needs Files.Proc = \"none\".",
     .choices = kTypeNames, .assign = assign::list<&Spec::types, parse_type>, .is_required = true},
    {.key = "Exec.Hostname", .kind = Kind::text, .fallback = "%n", .option = "hostname", .letter = 'H',
     .argument = "NAME", .brief = "give the sandbox its own host name",
     .manual = "Sets NAME in the sandbox's UTS namespace, and in /etc/hostname and /etc/hosts, which know no name where that namespace is shared. Empty: the host's name stays visible. "
               "The NIS domain name, which says whose network the host is in, is \"(none)\" in a UTS namespace of its own.",
     .assign = assign::parsed<&Spec::hostname, parse_hostname>, .is_required = true},
    {.key = "Security.RestrictNamespaces", .kind = Kind::boolean, .fallback = "true",
     .brief = "no further user namespaces inside",
     .manual = "Sets max_user_namespaces to 0 inside (1 where the sandbox itself needs a second one), besides the seccomp "
               "filter that refuses clone and unshare with namespace flags. Without a user namespace of its own only the filter does. "
               "false alone allows nothing that the filter refuses: SystemCalls.Profile = \"container\" allows namespaces.",
     .assign = assign::boolean<&Spec::restrict_namespaces>, .is_required = true},
};

}  // namespace sandbox::namespaces
