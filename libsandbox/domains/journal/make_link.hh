// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/host_path.hh"
#include "domains/journal/step.hh"

namespace sandbox::journal {

/// Makes the directories and the link outside; both stay. What is there already and fits is kept. Nothing of the system's tree is
/// followed out of it, nor to it what `paths` does not follow. Errors: something else is there, or another system's journal; the
/// system's tree is read-only.
Result<void> make_link(const LinkJournal& link, const HostPaths& paths);

}  // namespace sandbox::journal
