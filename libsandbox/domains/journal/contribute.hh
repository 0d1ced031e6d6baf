// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/journal/facts.hh"
#include "domains/journal/spec.hh"

namespace sandbox::journal {

/// Where journald's sockets are, inside as well.
inline constexpr char kDirectory[] = "/run/systemd/journal";

/// The places of a private syslog: a directory for its sockets, and the link /dev/log. Of a system that boots from `root` (empty: none
/// does), the host's directory for its journal.
Result<void> contribute(const Spec& spec, const Facts& facts, const std::string& root, Contributions& out);

}  // namespace sandbox::journal
