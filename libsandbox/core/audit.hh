// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Records of the kernel's audit, as its log and auditd's have them. Audit writes in hex what has blanks or quotes, so nobody's
/// name can forge a field.
namespace sandbox::audit {

/// What stands behind " KEY=" up to the next blank; `key` has its blank and its "=". Empty: there is none.
std::string_view field(std::string_view record, std::string_view key);

/// The same without its quotes, or from hex: a name that the audited process chose.
std::string text_field(std::string_view record, std::string_view key);

/// When it happened, in milliseconds since 1970: "audit(SECONDS.MILLISECONDS:SERIAL)"; 0 if it does not say.
std::int64_t time_of(std::string_view record);

/// The least that time_of() is of what happened since `start` (CLOCK_MONOTONIC, microseconds).
std::int64_t earliest_time(std::uint64_t start);

/// What time_of() would be of what happens now: the real time, in milliseconds since 1970.
std::int64_t real_milliseconds();

/// Whether records wait that the kernel's audit thread has not written to its log yet. No, where auditd takes them; and to who may not
/// ask, for want of CAP_AUDIT_CONTROL.
bool is_behind();

}  // namespace sandbox::audit
