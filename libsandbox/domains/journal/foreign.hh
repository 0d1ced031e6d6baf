// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/native.hh"
#include "domains/journal/spec.hh"
#include "domains/journal/syslog.hh"

#include <span>
#include <string>

namespace sandbox::journal {

/// What of an entry from inside goes on to the host.
struct Foreign {
    Level level = Level::info;  ///< never emergency: journald tells that to every terminal of the host
    std::string fields{};       ///< as append_field() prints them, without a priority; empty: nothing is left
};

/// The fields that inside may have: no field of journald's ("_..."), of ours (SANDBOX_..., the names in `own`), or by which the host's
/// programs take an entry for one of systemd's or another unit's (OBJECT_..., COREDUMP_..., UNIT, MESSAGE_ID and their kin).
/// SYSLOG_IDENTIFIER and SYSLOG_FACILITY are added where they are missing: `identifier`, and user.
Foreign take_over(std::span<const FieldView> entry, std::span<const Field> own, std::string_view identifier);
/// The same of a line for syslog. Without a message nothing is left.
Foreign take_over(const SyslogLine& line, std::string_view identifier);

}  // namespace sandbox::journal
