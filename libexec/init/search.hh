// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/limits.h>

#include "core/raw_syscall.hh"

namespace sandbox::init {

using freestanding::call;

inline constexpr const char* kDefaultPath = "/usr/local/bin:/usr/bin:/bin";

/// The value of PATH in an environment, or kDefaultPath.
inline const char* search_path(char** environment) noexcept {
    for (; *environment != nullptr; ++environment) {
        const char* entry = *environment;
        if (entry[0] == 'P' && entry[1] == 'A' && entry[2] == 'T' && entry[3] == 'H' && entry[4] == '=') return entry + 5;
    }
    return kDefaultPath;
}

inline bool has_slash(const char* name) noexcept {
    for (; *name != '\0'; ++name)
        if (*name == '/') return true;
    return false;
}

/// Writes DIRECTORY/NAME, or NAME for an empty directory (the working directory, as POSIX has it), and moves `directory` to the
/// colon or NUL behind it. False if it does not fit.
inline bool join(char (&path)[PATH_MAX], const char*& directory, const char* name) noexcept {
    char* end = path;
    char* const limit = path + sizeof path - 2;  // leaves the slash and the NUL
    for (; *directory != '\0' && *directory != ':'; ++directory)
        if (end != limit) *end++ = *directory;  // where it is cut off, no name fits behind it
    if (end != path) *end++ = '/';
    for (; *name != '\0'; ++name) {
        if (end > limit) return false;
        *end++ = *name;
    }
    *end = '\0';
    return true;
}

/// execvp(3) without the shell that runs what is no program. Returns only if it failed: -errno.
inline long execute(char** arguments, char** environment) noexcept {
    const char* name = arguments[0];
    if (*name == '\0') return -ENOENT;
    if (has_slash(name)) return call(__NR_execve, name, arguments, environment);

    char path[PATH_MAX];
    long denied = 0;
    for (const char* next = search_path(environment);; ++next) {
        if (join(path, next, name)) {
            long error = call(__NR_execve, path, arguments, environment);
            if (error == -EACCES) denied = error;
            else if (error != -ENOENT && error != -ENOTDIR) return error;
        }
        if (*next == '\0') return denied != 0 ? denied : -ENOENT;
    }
}

}  // namespace sandbox::init
