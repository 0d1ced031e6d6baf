// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/namespaces.hh"

#include <sys/stat.h>

namespace sandbox {

std::map<std::string, std::uint64_t> namespaces_of(pid_t pid) {
    std::string process = "/proc/" + std::to_string(pid) + "/ns/";
    std::map<std::string, std::uint64_t> inodes;
    for (const char* name : {"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"}) {
        struct stat status {};
        if (::stat((process + name).c_str(), &status) == 0) inodes[name] = status.st_ino;
    }
    return inodes;
}

}  // namespace sandbox
