// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/selinux/op.hh"
#include "domains/selinux/step.hh"

namespace sandbox::selinux {

/// Leases the pair of categories, and writes the labels down for who makes what gets them.
Result<void> prepare(const MakeLabels& step, Bench& bench);
/// By the helper sandbox-label.
Result<void> prepare(const LabelFiles& step, Bench& bench);
Result<LabelProcessOp> prepare(const LabelProcess& step, Bench& bench);

/// An absolute path without links, of what may be labelled with all that is below. Errors: there is none (ENOENT), a link on the
/// way that is not to be followed, or it is one of the system's.
Result<std::string> path_to_label(const std::string& path, const HostPaths& paths);

/// Gives a terminal of ours its label, unless that is empty.
Result<void> label_terminal(int terminal, const std::string& label);

}  // namespace sandbox::selinux
