// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "core/error.hh"
#include "domains/journal/facts.hh"
#include "domains/journal/step.hh"

namespace sandbox::journal {

/// Which of the sandbox's descriptors lead to the journal, who said so, and what else decides how.
struct Streams {
    bool output = false;
    bool errors = false;
    Reason reason{};
    /// Exec.TTY = "always": then they lead to a terminal.
    bool has_terminal = false;
    bool is_optional = false;  ///< Sandbox.Optional has what leads there: without a journal they stay the caller's
    bool is_syslog_optional = false;  ///< it has Journal.PrivateSyslog
    bool is_background = false;  ///< detached or a service
    bool is_booted = false;  ///< Exec.Boot
    bool is_link_optional = false;  ///< Sandbox.Optional has Journal.Link
    std::string root{};  ///< Files.RootDirectory
    LinkJournal::Owner owner = LinkJournal::Owner::range;  ///< who root inside is outside
};

/// One step for what is written, if that goes to the journal, and two for a private syslog. In the background lines go by streams of
/// the command's own, unless a setting wants what only entries have. Errors: there is no journal, a terminal is wanted, too.
Result<void> plan(const Spec& spec, const Facts& facts, const Streams& streams, Draft<Step>& out);

}  // namespace sandbox::journal
