// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

/// A cgroup of the test's own; its destructor kills what is left in it and removes it.
class Group {
public:
    /// Below a mounted hierarchy: `pids` (v1) or `unified` (v2). Its path is empty where that cannot be had.
    explicit Group(const std::string& hierarchy);
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    ~Group();

    const std::string& path() const { return path_; }
    bool is_there() const;
    /// Starts a process that moves itself into the group (or one below it) and sleeps; nobody waits for it.
    void occupy(const std::string& below = {}) const;

private:
    std::string path_;
};

/// Where a hierarchy is mounted; empty if it is not.
std::string mount_of(const std::string& hierarchy);
/// Waits for a condition, at most five seconds.
template <class Condition> bool eventually(Condition condition);

#include <chrono>
#include <unistd.h>

template <class Condition> bool eventually(Condition condition) {
    auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        ::usleep(200);
    }
    return true;
}
