// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/advice.hh"

#include "core/file.hh"
#include "core/obstacles.hh"

#include <cerrno>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace sandbox::classic {

static bool has_others_pids() {
    auto pids = open_file("/proc/self/ns/pid", O_RDONLY);
    UniqueFd owner(pids ? ::ioctl(pids->get(), NS_GET_USERNS) : -1);
    struct stat theirs {}, ours {};
    if (!owner) return errno == EPERM;  // one above ours
    return ::fstat(owner.get(), &theirs) == 0 && ::stat("/proc/self/ns/user", &ours) == 0 && theirs.st_ino != ours.st_ino;
}

Restrictions read_host() {
    auto mounts = own_mounts();
    return {
        .max_user_namespaces = sysctl_text("/proc/sys/user/max_user_namespaces"),
        .unprivileged_clone = sysctl_text("/proc/sys/kernel/unprivileged_userns_clone"),
        .apparmor_userns = sysctl_text("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
        .masked_proc = proc_mask(mounts),
        .has_others_pids = has_others_pids(),
        .is_chrooted = is_in_chroot(mounts),
    };
}

static std::string advice_for_unshare(std::string_view message, const Restrictions& host) {
    if (message.ends_with("No space left on device") && host.max_user_namespaces == "0")
        return "the sysctl user.max_user_namespaces is 0: no user namespace may be made";
    if (message.ends_with("No space left on device"))
        return "a limit on the number or depth of namespaces is reached: see the sysctls user.max_*_namespaces";
    if (!message.ends_with("Operation not permitted")) return "";
    if (host.unprivileged_clone == "0")
        return "the sysctl kernel.unprivileged_userns_clone is 0: only root may make user namespaces";
    if (host.is_chrooted) return "inside a chroot no user namespace can be made";
    return "this needs root, or a user namespace of its own: add --user or --map-root-user";
}

static std::string advice_for_map(std::string_view message, const Restrictions& host) {
    if (host.apparmor_userns == "1")
        return "the sysctl kernel.apparmor_restrict_unprivileged_userns is 1: AppArmor takes the rights in user namespaces";
    if (message.ends_with("Operation not permitted"))
        return "an ordinary user maps only its own id by itself; for ranges use --map-auto and newuidmap(1)";
    return "";
}

std::string advice_for(std::string_view message, const Restrictions& host) {
    if (message.starts_with("unshare failed")) return advice_for_unshare(message, host);
    if (message.starts_with("write failed /proc/")) return advice_for_map(message, host);
    if (message.starts_with("failed to execute new")) return "it is part of the package uidmap";
    if (message.starts_with("no line matching user")) return "usermod --add-subuids and --add-subgids give a user ids of its own";
    bool is_masked = !host.masked_proc.empty() && !host.has_others_pids;
    if (message.starts_with("mount /proc failed: Operation not permitted") && is_masked)
        return "the /proc of the caller is masked by the mount " + host.masked_proc + ": the kernel allows no other one then";
    if (message.starts_with("mount /proc failed: Operation not permitted"))
        return "a /proc of its own needs a process namespace of the same user namespace: add --pid --fork";
    if (message.starts_with("setgroups failed: Operation not permitted"))
        return "groups can be dropped only where the group map was made with newgidmap(1) or by root";
    return "";
}

}  // namespace sandbox::classic
