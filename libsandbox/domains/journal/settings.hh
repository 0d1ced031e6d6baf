// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/journal/spec.hh"

namespace sandbox::journal {

inline constexpr Setting kSettings[] = {
    {.key = "Journal.SyslogIdentifier", .fallback = "%n, the sandbox's name", .brief = "the name in front of its lines in the journal",
     .manual = "What journalctl(1) prints in front of each line of a sandbox whose Exec.StandardOutput or Exec.StandardError is "
               "\"journal\", and its -t finds.",
     .assign = assign::parsed<&Spec::identifier, parse_identifier>},
    {.key = "Journal.LogLevelMax", .kind = Kind::choice, .fallback = "debug", .brief = "the least important level that is kept",
     .manual = "What is less important than this is not written to the journal. Standard output is info and standard error err, "
               "whatever the lines say; the toolkit's own words about the sandbox are warning, and that a run ended well is notice.",
     .choices = kLevels, .assign = assign::choice<&Spec::level_max, kLevels>},
    {.key = "Journal.LogExtraFields", .kind = Kind::list, .brief = "fields of each entry in the journal, as NAME=VALUE",
     .manual = "Fields that each entry gets beside SANDBOX_NAME, SANDBOX_UNIT and SANDBOX_INVOCATION, by which journalctl(1) "
               "finds it; the entry that says how a run ended (sandbox-report(1)) has them, too. Capitals, digits and _, a capital first. Nothing inside can set or change a field. Where fields are "
               "given, what is written goes entry by entry, see Exec.StandardOutput.",
     .assign = assign::list<&Spec::fields, parse_field>},
    {.key = "Journal.LogRateLimitIntervalSec", .kind = Kind::duration, .fallback = "30s",
     .brief = "the time that Journal.LogRateLimitBurst is for; 0: no limit",
     .manual = "In each such time Journal.LogRateLimitBurst lines go to the journal; what is beyond is dropped, and an entry says "
               "how many lines that were. 0: no limit of ours; journald has one of its own. Given, this or Journal.LogRateLimitBurst "
               "has what is written go entry by entry, see Exec.StandardOutput.",
     .assign = assign::read<&Spec::rate_interval, parse_interval>},
    {.key = "Journal.LogRateLimitBurst", .kind = Kind::integer, .fallback = "10000", .brief = "lines in each interval; 0: no limit",
     .manual = "See Journal.LogRateLimitIntervalSec.", .assign = assign::integer<&Spec::rate_burst, 0>},
    {.key = "Journal.PrivateSyslog", .kind = Kind::boolean, .fallback = "false", .brief = "a /dev/log of its own, relayed to the journal",
     .manual = "Inside, /dev/log and the sockets of /run/systemd/journal are the sandbox's own, and the supervisor relays what "
               "syslog(3), sd_journal_send(3) and systemd-cat(1) write there: with SANDBOX_NAME, SANDBOX_UNIT, SANDBOX_INVOCATION and "
               "Journal.LogExtraFields, up to Journal.LogLevelMax and in the limits of Journal.LogRateLimitBurst. Inside sets the "
               "message, the priority (emerg becomes alert: journald tells the former to everybody), SYSLOG_IDENTIFIER, "
               "SYSLOG_FACILITY (but not kern), SYSLOG_PID and fields of its own; the host's (_..., OBJECT_..., COREDUMP_..., UNIT, "
               "USER_UNIT, INVOCATION_ID, USER_INVOCATION_ID, MESSAGE_ID) and those above are dropped. An entry has at most 1 MiB and 256 fields. "
               "A booted system has a journald of its own.",
     .assign = assign::boolean<&Spec::private_syslog>},
    {.key = "Journal.Link", .kind = Kind::choice, .fallback = "auto", .option = "link-journal", .argument = "WORD", .brief = "where a booted system's journal is kept",
     .manual = "For Exec.Boot; the host's \"journalctl --merge\" reads it then, also once it has ended. host: in the host's "
               "/var/log/journal, in a directory called after the guest's machine-id(5), or Exec.MachineID where it has none yet, which the guest sees at the same place. "
               "Its files there belong to ids that are nobody's (a block of 65536 from 1879048192 on, which is mapped to the range of ids of its own, as the "
               "file system must take), so that what is made set-user-ID gives nobody anything; root reads them. The directory has a mark, the extended "
               "attribute trusted.sandbox.root, of the Files.RootDirectory that it was made for: that of another system, or one without a mark that is "
               "not empty, is refused. "
               "guest: in the guest's root, to which a link of that name leads. try-host, try-guest: the same, if the host "
               "has a /var/log/journal and the guest a machine id of its own; if not, --explain says so, and the report what else kept "
               "it from being so, such as a file system that takes no map. auto: as try-host where the host "
               "has such a directory already, and the guest's root is not the host's (User.PrivateUsers = \"no\"). no: neither. Directory and link stay. Whatever this is, \"journalctl --machine=NAME\" "
               "reads the journal of a system that runs and is registered. Either has root of the host read files that the guest wrote. Where "
               "the guest's root is the host's, its files there are, too, and hold for everybody if they are set-user-ID.",
     .choices = kLinks, .assign = assign::choice<&Spec::link, kLinks>},
};

}  // namespace sandbox::journal
