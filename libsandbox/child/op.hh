// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/caps/op.hh"
#include "domains/cgroups/op.hh"
#include "domains/joining/op.hh"
#include "domains/journal/op.hh"
#include "domains/landlock/op.hh"
#include "domains/limits/op.hh"
#include "domains/mounts/op.hh"
#include "domains/namespaces/op.hh"
#include "domains/net/op.hh"
#include "domains/process/op.hh"
#include "domains/seccomp/op.hh"
#include "domains/selinux/op.hh"
#include "domains/users/op.hh"

#include <type_traits>
#include <variant>

namespace sandbox::child {

/// Everything a child can do between clone and exec: the sum of the domains' ops, plain data all of it.
using Op = std::variant<cgroups::EnterOp, users::BecomeOp, users::MapSelfOp, users::AwaitHostOp, users::BecomeUserOp, namespaces::UnshareOp,
                        namespaces::ReownOp, namespaces::LimitUserNamespacesOp, namespaces::SetHostnameOp,
                        mounts::DetachPropagationOp, mounts::NewFileSystemOp, mounts::BindOp, mounts::DirectoryOp,
                        mounts::FileOp, mounts::SymlinkOp, mounts::NodeOp, mounts::SocketOp, mounts::MaskOp, mounts::ReadOnlyOp, mounts::EnterRootOp,
                        net::LoopbackUpOp, caps::KeepOnlyOp, caps::NoNewPrivilegesOp, seccomp::LoadFilterOp, seccomp::WatchRebootOp,
                        limits::SetLimitOp, limits::RaiseLimitOp, limits::SetNiceOp, limits::SetOomScoreOp, limits::SetAffinityOp,
                        process::CloseDescriptorsOp, process::ResetSignalsOp, process::LeaveTerminalOp, process::OpenStandardOp,
                        process::NewKeyringOp, process::ChangeDirectoryOp, process::SetMaskOp, process::HoldLifeLineOp, process::StartOp,
                        joining::DropGroupsOp, joining::EnterGroupOp, joining::EnterNamespacesOp, joining::BecomeInsideOp, joining::JoinOp, journal::ListenOp,
                        selinux::LabelProcessOp, landlock::ConfineFilesOp>;
static_assert(std::is_trivially_copyable_v<Op> && std::is_trivially_destructible_v<Op>);

}  // namespace sandbox::child
