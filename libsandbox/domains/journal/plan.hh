// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "core/error.hh"
#include "domains/journal/facts.hh"
#include "domains/journal/step.hh"

namespace sandbox::journal {

/// Which of the sandbox's descriptors lead to the journal, and who said so.
struct Streams {
    bool output = false;
    bool errors = false;
    Reason reason{};
    /// Exec.TTY = "always": then they lead to a terminal.
    bool has_terminal = false;
    bool is_optional = false;  ///< Sandbox.Optional has that setting: without a journal they stay the caller's
};

/// One step, if anything goes to the journal. Errors: there is no journal, a terminal is wanted, too.
Result<void> plan(const Spec& spec, const Facts& facts, const Streams& streams, Draft<Step>& out);

}  // namespace sandbox::journal
