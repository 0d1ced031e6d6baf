// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/init_protocol.hh"
#include "runtime/launch/prepare.hh"
#include "runtime/report/report.hh"

namespace sandbox {

/// How the command ended, as PID 1 says; `exec_error`: why it could not be executed, or 0.
void tell_end(const init::Message& message, int exec_error, Report& report);

/// How it ended where PID 1 said nothing: it was killed, or it was the command itself (Exec.Init = "payload"). The status is
/// wait(2)'s; `reboot` the signal that it was killed in the place of by us (RebootWatch), or 0.
void tell_death(const Prepared& prepared, int status, int reboot, Report& report);

}  // namespace sandbox
