// SPDX-License-Identifier: LGPL-2.1-or-later
/// sandbox [--no-pid1] [--no-user-namespace] COMMAND ARG...
/// The work that every launcher is measured by, done directly: new user, mount, pid, ipc, uts and
/// cgroup namespaces; a tmpfs root with four read-only binds, /proc, /dev with six nodes, /tmp;
/// no capabilities, no new privileges, a ready seccomp filter. It is no launcher: PID 1 shares the
/// launcher's memory, nothing is forwarded, nothing survives an error.
#include "yardstick.h"

#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

#include "filter.inc"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct launch {
    int pid1, user_namespace;
    unsigned uid, gid;
    char** command;
};

static void map_own_id(const struct launch* launch) {
    write_file("/proc/self/setgroups", "deny");
    write_map("/proc/self/uid_map", launch->uid, launch->uid);
    write_map("/proc/self/gid_map", launch->gid, launch->gid);
}

static void bind_read_only(const char* source, const char* target) {
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV};
    need(mkdir(target, 0755) == 0, target);
    need(mount(source, target, 0, MS_BIND | MS_REC, 0) == 0, source);
    need(mount_setattr(AT_FDCWD, target, AT_RECURSIVE, &attributes, sizeof attributes) == 0, source);
}

static void make_devices(int user_namespace) {
    static const struct { const char *source, *target; unsigned minor, major; } nodes[] = {
        {"/dev/null", "dev/null", 3, 1},     {"/dev/zero", "dev/zero", 5, 1},
        {"/dev/full", "dev/full", 7, 1},     {"/dev/random", "dev/random", 8, 1},
        {"/dev/urandom", "dev/urandom", 9, 1}, {"/dev/tty", "dev/tty", 0, 5},
    };
    need(mkdir("dev", 0755) == 0, "mkdir /dev");
    need(mount("tmpfs", "dev", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=755") == 0, "mount /dev");
    for (size_t i = 0; i < COUNT(nodes); ++i) {
        // Only the first user namespace may make device nodes.
        if (!user_namespace) {
            need(mknod(nodes[i].target, S_IFCHR | 0666, makedev(nodes[i].major, nodes[i].minor)) == 0, nodes[i].target);
            continue;
        }
        need(mknod(nodes[i].target, S_IFREG | 0666, 0) == 0, nodes[i].target);
        need(mount(nodes[i].source, nodes[i].target, 0, MS_BIND, 0) == 0, nodes[i].source);
    }
}

static void make_root(int user_namespace) {
    static const char* const links[] = {"bin", "sbin", "lib", "lib64"};
    static const char* const targets[] = {"usr/bin", "usr/sbin", "usr/lib", "usr/lib64"};
    need(mount(0, "/", 0, MS_REC | MS_PRIVATE, 0) == 0, "private mounts");
    need(mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755") == 0, "mount root");
    need(chdir("/tmp") == 0, "chdir root");
    bind_read_only("/usr", "usr");
    bind_read_only("/etc", "etc");
    bind_read_only("/opt", "opt");
    bind_read_only("/srv", "srv");
    for (size_t i = 0; i < COUNT(links); ++i) need(symlink(targets[i], links[i]) == 0, links[i]);
    need(mkdir("proc", 0755) == 0, "mkdir /proc");
    need(mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0) == 0, "mount /proc");
    make_devices(user_namespace);
    need(mkdir("tmp", 01777) == 0, "mkdir /tmp");
    need(mount("tmpfs", "tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777") == 0, "mount /tmp");
    need(syscall(SYS_pivot_root, ".", ".") == 0, "pivot_root");
    need(umount2(".", MNT_DETACH) == 0, "detach old root");
    need(chdir("/") == 0, "chdir /");
}

static void drop_privileges(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}, {0}};
    struct sock_fprog program = {.len = COUNT(filter), .filter = (struct sock_filter*)filter};
    need(prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0, "no_new_privs");
    for (long capability = 0; capability <= CAP_LAST_CAP; ++capability)
        need(prctl(PR_CAPBSET_DROP, capability, 0L, 0L, 0L) == 0, "bounding set");
    need(syscall(SYS_capset, &header, none) == 0, "capset");
    need(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0, "seccomp");
}

static int child(void* data) {
    const struct launch* launch = data;
    if (launch->user_namespace) map_own_id(launch);
    make_root(launch->user_namespace);
    drop_privileges();
    if (launch->pid1) return run_child(launch->command);
    execv(launch->command[0], launch->command);
    return 127;
}

int main(int argc, char** argv) {
    static char stack[16384] __attribute__((aligned(16)));
    struct launch launch = {.pid1 = 1, .user_namespace = 1, .uid = geteuid(), .gid = getegid()};
    int next = 1;
    for (; next < argc && argv[next][0] == '-'; ++next) {
        if (same(argv[next], "--no-pid1")) launch.pid1 = 0;
        else if (same(argv[next], "--no-user-namespace")) launch.user_namespace = 0;
        else fail(argv[next]);
    }
    need(next < argc, "no command: start");
    launch.command = argv + next;
    int flags = CLONE_VM | CLONE_VFORK | SIGCHLD | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
    if (launch.user_namespace) flags |= CLONE_NEWUSER;
    pid_t pid = clone(child, stack + sizeof stack, flags, &launch);
    need(pid > 0, "clone");
    return wait_status(pid);
}
