// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

/// What a payload tries, and how it says what came of it: one line an attempt, "ID ok|HOLE|skip what".
namespace probe {

inline void say(const char* id, const char* verdict, const std::string& what) {
    std::printf("%s %s %s\n", id, verdict, what.c_str());
}

/// `is_safe`: whether the attempt was refused in the way that the attack's row asks for.
inline void check(const char* id, bool is_safe, const std::string& what) {
    say(id, is_safe ? "ok" : "HOLE", what);
}

/// A system call's result as -errno.
template <class... Arguments> long call(long number, Arguments... arguments) {
    long result = ::syscall(number, arguments...);
    return result < 0 ? -errno : result;
}

inline bool is_one_of(long result, std::initializer_list<int> errors) {
    for (int error : errors)
        if (result == -error) return true;
    return false;
}

inline std::string with(const std::string& what, long result) {
    return what + (result < 0 ? std::string(": ") + ::strerror(static_cast<int>(-result)) : ": " + std::to_string(result));
}

void kernel(const char* id);   ///< K rows: interfaces of the kernel
void files(const char* id);    ///< M and S rows: mounts, /proc, descriptors
void hygiene(const char* id);  ///< I and L rows: what the caller left, terminals, limits

/// Whether the group `id` was asked for: none asks for all.
inline bool wants(const char* asked, const char* id) {
    return asked == nullptr || std::strcmp(asked, id) == 0;
}

}  // namespace probe
