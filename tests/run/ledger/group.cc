// SPDX-License-Identifier: LGPL-2.1-or-later
#include "group.hh"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>

std::string mount_of(const std::string& hierarchy) {
    std::ifstream mounts("/proc/self/mounts");
    for (std::string line; std::getline(mounts, line);) {
        std::istringstream fields(line);
        std::string source, target, type, options;
        fields >> source >> target >> type >> options;
        bool is_v2 = hierarchy == "unified" && type == "cgroup2";
        bool is_v1 = type == "cgroup" && ("," + options + ",").find("," + hierarchy + ",") != options.npos;
        if (is_v1 || is_v2) return target;
    }
    return {};
}

Group::Group(const std::string& hierarchy) {
    auto mount = mount_of(hierarchy);
    if (mount.empty()) return;
    auto path = mount + "/sandbox-test-" + std::to_string(::getpid());
    if (::mkdir(path.c_str(), 0755) == 0) path_ = path;
}

Group::~Group() {
    if (path_.empty()) return;
    auto clear = "for d in $(find " + path_ + " -depth -type d 2>/dev/null); do kill -9 $(cat $d/cgroup.procs) 2>/dev/null; "
                 "rmdir $d; done";
    if (is_there()) (void)!std::system(clear.c_str());
}

bool Group::is_there() const {
    return ::access(path_.c_str(), F_OK) == 0;
}

void Group::occupy(const std::string& below) const {
    auto where = path_ + below;
    if (!below.empty()) ::mkdir(where.c_str(), 0755);
    pid_t middle = ::fork();
    if (middle == 0) {
        if (::fork() != 0) ::_exit(0);
        std::ofstream(where + "/cgroup.procs") << ::getpid() << std::flush;
        for (;;) ::pause();
    }
    ::waitpid(middle, nullptr, 0);
    eventually([&] {
        std::ifstream members(where + "/cgroup.procs");
        return members.peek() != std::ifstream::traits_type::eof();
    });
}
