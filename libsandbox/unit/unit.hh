// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/boot/spec.hh"
#include "domains/caps/spec.hh"
#include "domains/cgroups/spec.hh"
#include "domains/hooks/spec.hh"
#include "domains/joining/spec.hh"
#include "domains/journal/spec.hh"
#include "domains/landlock/spec.hh"
#include "domains/life/spec.hh"
#include "domains/limits/spec.hh"
#include "domains/machine/spec.hh"
#include "domains/mounts/spec.hh"
#include "domains/namespaces/spec.hh"
#include "domains/net/spec.hh"
#include "domains/process/spec.hh"
#include "domains/seccomp/spec.hh"
#include "domains/selinux/spec.hh"
#include "domains/users/spec.hh"
#include "unit/about.hh"
#include "unit/assignment.hh"

namespace sandbox {

/// What the user wants: the sum of the domains' specs. The registry knows which settings fill which member.
struct Unit {
    About about{};
    process::Spec process{};
    users::Spec users{};
    namespaces::Spec namespaces{};
    mounts::Spec mounts{};
    net::Spec net{};
    joining::Spec joining{};
    limits::Spec limits{};
    life::Spec life{};
    hooks::Spec hooks{};
    boot::Spec boot{};
    caps::Spec caps{};
    seccomp::Spec seccomp{};
    selinux::Spec selinux{};
    landlock::Spec landlock{};
    cgroups::Spec cgroups{};
    machine::Spec machine{};
    journal::Spec journal{};
    /// How many of Exec.Command's elements are the unit's, or what Exec.Boot starts without any; the rest came from the command line.
    std::size_t own_words = 0;
    /// The sandbox's name (%n), and whether somebody gave it: then the ledger keeps it.
    std::string name{};
    bool is_named = false;
    Reason naming{};  ///< of a name that was given
    /// Our descriptor 0 is a terminal that is to be the sandbox's own; who runs it says so.
    bool has_terminal = false;
    /// Nobody waits for it at a terminal: it is detached, or a service; who runs it says so.
    bool is_background = false;
    /// The SANDBOX_INVOCATION of its entries in the journal: 32 hexadecimal digits; empty: it writes none.
    std::string invocation{};
    /// The unit's own name; empty: a command.
    std::string unit_name{};
    /// What %w stands for, absolute; empty: there is no such path.
    std::string working_directory{};
    /// Of each key that was written, what was written last, for --explain.
    std::vector<Assignment> written{};
    /// What it was read from, absolute: its files, and where drop-ins beside it are or would be.
    std::vector<std::string> sources{};
    /// The directory for its drop-ins, absolute; empty: a command.
    std::string drop_ins{};
};

}  // namespace sandbox
