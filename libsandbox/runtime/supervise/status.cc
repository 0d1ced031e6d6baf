// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/status.hh"

#include "core/interruptible_write.hh"
#include "core/process_namespaces.hh"
#include "core/text.hh"

#include <cerrno>
#include <signal.h>

namespace sandbox {

Result<void> StatusLine::tell(std::string_view line) {
    if (fd_ < 0) return {};
    auto before = ::signal(SIGPIPE, SIG_IGN);
    auto told = write_interruptibly(fd_, line, "the status descriptor");
    ::signal(SIGPIPE, before);
    if (told) return {};
    fd_ = -1;
    return told.error().code() == EPIPE ? Result<void>() : told;
}

Result<std::string> started_json(pid_t pid) {
    auto namespaces = TRY(namespaces_of(pid));
    std::string line = "{\"event\":\"started\",\"pid\":" + std::to_string(pid) + ",\"namespaces\":{";
    for (const char* comma = ""; const auto& [name, inode] : namespaces) {
        line += comma + json_string(name) + ":" + std::to_string(inode);
        comma = ",";
    }
    return line + "}}\n";
}

}  // namespace sandbox
