// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

/// Becoming one more process of a sandbox that runs already. Its settings are the sandbox's own; there is nothing to plan.
namespace sandbox::joining {

/// Root's supplementary groups are the host's.
struct DropGroupsOp {};
/// `file` is a cgroup's tasks (v1) or cgroup.procs (v2), open for writing.
struct EnterGroupOp {
    int file;
};
/// All of the process's namespaces that are not ours already, by one call; nobody inside can look at us from before it on.
struct EnterNamespacesOp {
    int pidfd;
    int flags;
};
/// Who we are inside. Keeps the capabilities that the rest needs, and stays hidden.
struct BecomeInsideOp {
    unsigned user;
    unsigned group;
};

/// Enters `file`, a namespace or a pidfd, by `flags`; before it `owner`, the user namespace that it belongs to; -1: none, or
/// it is among the flags.
struct JoinOp {
    int owner;
    int file;
    int flags;
};

int apply(const DropGroupsOp& op, Context& context) noexcept;
int apply(const EnterGroupOp& op, Context& context) noexcept;
int apply(const EnterNamespacesOp& op, Context& context) noexcept;
int apply(const BecomeInsideOp& op, Context& context) noexcept;
int apply(const JoinOp& op, Context& context) noexcept;

}  // namespace sandbox::joining
