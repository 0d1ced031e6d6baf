// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/syslog_process.hh"

#include "runtime/relay/lines.hh"

namespace sandbox {

static void work(SyslogRelay& relay, int line) {
    for (;;) {
        Lines lines;
        auto end = lines.add(line);
        lines.add_relay(&relay);
        if (!lines.wait(-1) || lines.events(end) != 0) break;
        lines.serve(&relay);
    }
    relay.finish();
}

Result<SyslogProcess> SyslogProcess::start(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets, const std::string& path) {
    auto relay = TRY(SyslogRelay::make(entries, owner, std::move(sockets), path));
    return SyslogProcess(TRY(ReaderProcess::start(relay->descriptors(), [&](int line) { work(*relay, line); })));
}

}  // namespace sandbox
