// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/stat.h>

#include "members.hh"

namespace sandbox::watcher {

/// The record of getdents64(2).
struct DirectoryEntry {
    unsigned long inode;
    long offset;
    unsigned short size;
    unsigned char type;
    char name[1];
};

inline constexpr unsigned char kDirectory = 4;  // DT_DIR, which the kernel's headers for programs do not have

/// Calls take(entry) for each entry of a directory but "." and "..".
template <class Take> void each_entry(int directory, Take take) noexcept {
    alignas(DirectoryEntry) char buffer[1024];
    long length;
    call(__NR_lseek, directory, 0, 0);
    while ((length = call(__NR_getdents64, directory, buffer, sizeof buffer)) > 0)
        for (long at = 0; at < length;) {
            const auto& entry = *reinterpret_cast<const DirectoryEntry*>(buffer + at);
            at += entry.size;
            bool is_dots = entry.name[0] == '.' && (entry.name[1] == '\0' || (entry.name[1] == '.' && entry.name[2] == '\0'));
            if (!is_dots) take(entry);
        }
}

/// Whether a descriptor's file has the inode.
inline bool has_inode(int file, unsigned long long inode) noexcept {
    struct statx status;
    return call(__NR_statx, file, "", AT_EMPTY_PATH, STATX_INO, &status) == 0 && status.stx_ino == inode;
}

/// Kills what is in a cgroup and in those below it, and removes them, the deepest first. True once it is gone, also if another
/// than that of `inode` has its name. Whoever was killed may need a moment to go: then the cgroup is busy, and the next attempt
/// finds it empty.
inline bool remove_group(int parent, const char* name, unsigned long long inode, int depth = 0) noexcept {
    constexpr int kDeepest = 64;
    {
        Fd group(call(__NR_openat, parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
        if (group.get() == -ENOENT) return true;
        if (!group) return false;
        if (!has_inode(group.get(), inode)) return true;
        kill_members(group.get());
        if (depth < kDeepest)
            each_entry(group.get(), [&](const DirectoryEntry& entry) {
                if (entry.type == kDirectory) remove_group(group.get(), entry.name, entry.inode, depth + 1);
            });
    }
    long error = call(__NR_unlinkat, parent, name, AT_REMOVEDIR);
    return error == 0 || error == -ENOENT;
}

/// Removes a directory with the files in it.
inline bool remove_files(int parent, const char* name, int directory) noexcept {
    each_entry(directory, [&](const DirectoryEntry& entry) { call(__NR_unlinkat, directory, entry.name, 0); });
    long error = call(__NR_unlinkat, parent, name, AT_REMOVEDIR);
    return error == 0 || error == -ENOENT;
}

}  // namespace sandbox::watcher
