// SPDX-License-Identifier: LGPL-2.1-or-later
/// nsenter -a -t PID COMMAND ARG...: joins every namespace of PID (its user namespace if it is another one) and runs COMMAND.
#include "yardstick.h"

#include <sys/stat.h>
#include <sys/syscall.h>

static int other_user_namespace(const char* pid) {
    char path[48] = "/proc/";
    char* end = path + 6;
    struct stat own, other;
    while (*pid >= '0' && *pid <= '9' && end < path + 30) *end++ = *pid++;
    for (const char* tail = "/ns/user"; (*end = *tail) != '\0'; ++tail) ++end;
    need(stat("/proc/self/ns/user", &own) == 0 && stat(path, &other) == 0, path);
    return own.st_ino != other.st_ino;
}

static int number(const char* text) {
    int value = 0;
    while (*text >= '0' && *text <= '9') value = value * 10 + (*text++ - '0');
    return value;
}

int main(int argc, char** argv) {
    need(argc > 4 && same(argv[1], "-a") && same(argv[2], "-t"), "usage: -a -t PID COMMAND:");
    int flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET | CLONE_NEWCGROUP | 0x80 /* CLONE_NEWTIME */;
    if (other_user_namespace(argv[3])) flags |= CLONE_NEWUSER;
    int pidfd = (int)syscall(SYS_pidfd_open, number(argv[3]), 0);
    need(pidfd >= 0, "pidfd_open");
    need(setns(pidfd, flags) == 0, "setns");
    return run_child(argv + 4);
}
