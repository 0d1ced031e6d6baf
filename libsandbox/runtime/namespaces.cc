// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/namespaces.hh"

#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

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

int foreign_namespaces(const std::map<std::string, std::uint64_t>& namespaces) {
    static constexpr std::pair<const char*, int> kFlags[] = {
        {"cgroup", CLONE_NEWCGROUP}, {"ipc", CLONE_NEWIPC}, {"mnt", CLONE_NEWNS},   {"net", CLONE_NEWNET},
        {"pid", CLONE_NEWPID},       {"user", CLONE_NEWUSER}, {"uts", CLONE_NEWUTS}};
    auto own = namespaces_of(::getpid());
    int flags = 0;
    for (const auto& [name, flag] : kFlags) {
        auto theirs = namespaces.find(name);
        if (theirs != namespaces.end() && theirs->second != own[name]) flags |= flag;
    }
    return flags;
}

}  // namespace sandbox
