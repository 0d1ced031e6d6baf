// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/init_protocol.hh"
#include "runtime/launch/prepare.hh"

#include <optional>

namespace sandbox {

/// Says why a launch failed in the user's words: the setting and its place, what was tried, the reason, and where the
/// machine's configuration is the cause, its name and what would help. Reads the machine only now.

/// The clone itself failed: `error` is its errno.
Error clone_failure(const Prepared& prepared, int error);
/// An op of the child failed.
Error op_failure(const Prepared& prepared, const OpFailure& failure);
/// The child ended before it started; its reason waits on the life line, or it was killed.
Error reported_failure(Prepared& prepared);
/// PID 1 of ours died by itself, before it could tell that the command has begun (Bench::tells_begin): the written limit of memory that is too
/// little for it. Nothing: it is another death, or there is no such limit. `status`: wait(2)'s.
std::optional<Error> starved_init(const Prepared& prepared, int status);
/// A host task failed (rendezvous).
Error task_failure(const Prepared& prepared, Error error);

/// The command could not be executed: `code` is execve(2)'s errno.
Error start_failure(const std::string& command, int code);
/// PID 1 could not do one of its own steps.
Error init_failure(const Plan& plan, const init::Message& message);

}  // namespace sandbox
