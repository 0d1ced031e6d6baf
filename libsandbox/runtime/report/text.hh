// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/life/spec.hh"
#include "runtime/report/report.hh"
#include "runtime/report/store.hh"

namespace sandbox {

/// The report for people: lines, safe for a terminal. All but what the sandbox wrote.
std::string print_text(const Report& report, std::string_view name);
/// With that, its unit and the time.
std::string print_text(const KeptReport& kept);

/// How it ended and why, in one line without its end.
std::string print_line(const Report& report, std::string_view name);

/// What Report.Print wants said about a run: lines, or nothing. `teller` stands in front of a single line.
std::string words_of(life::Print wanted, const Report& report, std::string_view name, std::string_view teller);

}  // namespace sandbox
