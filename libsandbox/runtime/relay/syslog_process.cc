// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/syslog_process.hh"

#include <cerrno>
#include <poll.h>

namespace sandbox {

static void work(SyslogRelay& relay, int line) {
    for (;;) {
        std::vector<pollfd> lines{{line, POLLIN, 0}};
        relay.wait_for(lines);
        if (::poll(lines.data(), lines.size(), -1) < 0 && errno != EINTR) break;
        if (lines[0].revents != 0) break;
        relay.serve(std::span(lines).subspan(1));
    }
    relay.finish();
}

Result<SyslogProcess> SyslogProcess::start(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets, const std::string& path) {
    auto relay = TRY(SyslogRelay::make(entries, owner, std::move(sockets), path));
    return SyslogProcess(TRY(ReaderProcess::start(relay->descriptors(), [&](int line) { work(*relay, line); })));
}

}  // namespace sandbox
