// SPDX-License-Identifier: LGPL-2.1-or-later
/// unshare -LETTERS COMMAND ARG...: the namespaces U m p u i n C; r maps the caller to root; f forks.
#include "yardstick.h"

#include <sys/mount.h>

static int namespace_of(char letter) {
    switch (letter) {
    case 'U': return CLONE_NEWUSER;
    case 'm': return CLONE_NEWNS;
    case 'p': return CLONE_NEWPID;
    case 'u': return CLONE_NEWUTS;
    case 'i': return CLONE_NEWIPC;
    case 'n': return CLONE_NEWNET;
    case 'C': return CLONE_NEWCGROUP;
    default: fail("unknown letter: start");
    }
}

int main(int argc, char** argv) {
    int flags = 0, map_root = 0, forks = 0;
    need(argc > 2 && argv[1][0] == '-', "usage: -LETTERS COMMAND:");
    for (const char* letter = argv[1] + 1; *letter != '\0'; ++letter) {
        if (*letter == 'r') map_root = 1;
        else if (*letter == 'f') forks = 1;
        else flags |= namespace_of(*letter);
    }
    unsigned uid = geteuid(), gid = getegid();
    need(unshare(flags) == 0, "unshare");
    if (map_root) {
        write_map("/proc/self/uid_map", 0, uid);
        write_file("/proc/self/setgroups", "deny");
        write_map("/proc/self/gid_map", 0, gid);
    }
    if (flags & CLONE_NEWNS) need(mount("none", "/", 0, MS_REC | MS_PRIVATE, 0) == 0, "private mounts");
    if (forks) return run_child(argv + 2);
    execv(argv[2], argv + 2);
    return 127;
}
