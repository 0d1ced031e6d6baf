// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/caps/spec.hh"

namespace sandbox::caps {

inline constexpr Setting kSettings[] = {
    {.key = "Security.Capabilities", .kind = Kind::list, .fallback = "none",
     .brief = "capabilities to keep inside the own user namespace",
     .manual = "The capabilities that the command keeps, in the sandbox's own user namespace; all five sets are empty "
               "otherwise. Keeping any costs a second user and mount namespace (about 50 microseconds), so that read-only "
               "and masked mounts still cannot be undone.",
     .assign = assign::list<&Spec::kept, parse_capability>, .is_required = true},
    {.key = "Security.NoNewPrivileges", .kind = Kind::boolean, .fallback = "true",
     .brief = "set-user-id files and file capabilities gain nothing",
     .manual = "Sets no_new_privs. Without it, file capabilities work inside, within Security.Capabilities.",
     .assign = assign::boolean<&Spec::no_new_privileges>, .is_required = true},
};

}  // namespace sandbox::caps
