// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/landlock/spec.hh"

namespace sandbox::landlock {

inline constexpr Setting kSettings[] = {
    {.key = "Landlock.Mode", .kind = Kind::choice, .fallback = "auto",
     .brief = "only what is in the sandbox's tree can be opened",
     .manual = "Below the mounts, Landlock(7) allows the command to open for reading what is in the sandbox's tree, and for writing what is in a "
               "place of it that is not read-only. A descriptor that it has from the caller, such as a file on standard input, leads back to the "
               "file through /proc/self/fd; it can be opened again only for what the descriptor itself allows, and cut (truncate(2), from Linux 6.2 on) only "
               "if that is writing; one that only appends can be cut by ftruncate(2) too. What is no opening Landlock cannot hold: of a file that is "
               "the user's inside on the host too, as an ordinary caller's are, mode, times, access control list and extended attributes "
               "can be changed through any descriptor. A pipe hands over only bytes. With Files.Base = \"host\" or a "
               "Files.RootDirectory the caller's files may be in the tree, and can then be read. "
               "auto: where the kernel has Landlock, except with SystemCalls.Profile = \"container\", because nothing can be mounted under it; "
               "require: or the sandbox does not start; off: not at all. What comes in by sandbox-exec is not restricted so: it could not see "
               "what runs already.",
     .choices = kModes, .assign = assign::choice<&Spec::mode, kModes>, .is_required = true},
};

}  // namespace sandbox::landlock
