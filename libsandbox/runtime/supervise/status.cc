// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/status.hh"

#include "core/text.hh"
#include "runtime/namespaces.hh"

namespace sandbox {

std::string started_json(pid_t pid) {
    std::string line = "{\"event\":\"started\",\"pid\":" + std::to_string(pid) + ",\"namespaces\":{";
    for (const char* comma = ""; const auto& [name, inode] : namespaces_of(pid)) {
        line += comma + json_string(name) + ":" + std::to_string(inode);
        comma = ",";
    }
    return line + "}}\n";
}

}  // namespace sandbox
