// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/status.hh"

#include "core/text.hh"

#include <sys/stat.h>

namespace sandbox {

std::string started_json(pid_t pid) {
    std::string process = "/proc/" + std::to_string(pid) + "/ns/";
    std::string line = "{\"event\":\"started\",\"pid\":" + std::to_string(pid) + ",\"namespaces\":{";
    for (const char* comma = ""; const char* name : {"cgroup", "ipc", "mnt", "net", "pid", "user", "uts"}) {
        struct stat status {};
        if (::stat((process + name).c_str(), &status) < 0) continue;
        line += comma + json_string(name) + ":" + std::to_string(status.st_ino);
        comma = ",";
    }
    return line + "}}\n";
}

}  // namespace sandbox
