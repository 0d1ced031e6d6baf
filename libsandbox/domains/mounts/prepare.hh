// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/mounts/op.hh"
#include "domains/mounts/step.hh"

#include <variant>
#include <vector>

namespace sandbox::mounts {

/// What a place becomes: one of the ops, by its kind.
using PlaceOp = std::variant<NewFileSystemOp, BindOp, DirectoryOp, FileOp, SymlinkOp, NodeOp, SocketOp, MaskOp, ReadOnlyOp>;

Result<DetachPropagationOp> prepare(const DetachPropagation& step, Bench& bench);
Result<NewFileSystemOp> prepare(const EmptyRoot& step, Bench& bench);
/// A tree of the host's has behind it what keeps who is inside from Bench::guarded. Errors: the tree is in there.
Result<std::vector<PlaceOp>> prepare(const DirectoryRoot& step, Bench& bench);
/// The same. Errors also: what root opens for the leased id (source missing), a file system that cannot be idmapped.
Result<std::vector<PlaceOp>> prepare(const PutPlace& step, Bench& bench);
Result<EnterRootOp> prepare(const EnterRoot& step, Bench& bench);

}  // namespace sandbox::mounts
