// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/journal/spec.hh"

namespace sandbox::journal {

inline constexpr Setting kSettings[] = {
    {.key = "Journal.SyslogIdentifier", .fallback = "%n", .brief = "the name in front of its lines in the journal",
     .manual = "What journalctl(1) prints in front of each line of a sandbox whose Exec.StandardOutput or Exec.StandardError is "
               "\"journal\", and its -t finds. Default: the sandbox's name.",
     .assign = assign::parsed<&Spec::identifier, parse_identifier>},
    {.key = "Journal.LogLevelMax", .kind = Kind::choice, .fallback = "debug", .brief = "the least important level that is kept",
     .manual = "What is less important than this is not written to the journal. Standard output is info and standard error err, "
               "whatever the lines say; the toolkit's own words about the sandbox are warning.",
     .choices = kLevels, .assign = assign::choice<&Spec::level_max, kLevels>},
    {.key = "Journal.LogExtraFields", .kind = Kind::list, .brief = "fields of each entry in the journal, as NAME=VALUE",
     .manual = "Fields that each entry gets beside SANDBOX_NAME, SANDBOX_UNIT and SANDBOX_INVOCATION, by which journalctl(1) "
               "finds it. Capitals, digits and _, a capital first. Nothing inside can set or change a field.",
     .assign = assign::list<&Spec::fields, parse_field>},
    {.key = "Journal.LogRateLimitIntervalSec", .kind = Kind::duration, .fallback = "30s",
     .brief = "the time that Journal.LogRateLimitBurst is for; 0: no limit",
     .manual = "In each such time Journal.LogRateLimitBurst lines go to the journal; what is beyond is dropped, and an entry says "
               "how many lines that were. 0: no limit of ours; journald has one of its own.",
     .assign = assign::read<&Spec::rate_interval, parse_interval>},
    {.key = "Journal.LogRateLimitBurst", .kind = Kind::integer, .fallback = "10000", .brief = "lines in each interval; 0: no limit",
     .manual = "See Journal.LogRateLimitIntervalSec.", .assign = assign::integer<&Spec::rate_burst, 0>},
};

}  // namespace sandbox::journal
