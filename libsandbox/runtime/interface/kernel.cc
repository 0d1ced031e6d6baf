// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/text.hh"
#include "runtime/interface/point.hh"

#include <linux/magic.h>

namespace sandbox::interface {
namespace {

Result<Finding> proc(const Guest& guest) {
    auto where = TRY(guest.file_system("/proc"));
    if (!where || where->type != PROC_SUPER_MAGIC) return missing("no proc is mounted");
    return TRY(guest.has_own("pid")) ? ok("of its own pid namespace") : differs("the pid namespace is the host's");
}

Result<Finding> read_only(const Guest& guest, const std::string& path, long type) {
    auto where = TRY(guest.file_system(path));
    if (!where) return missing("there is no " + path);
    if (where->type != type && where->type != TMPFS_MAGIC) return missing("something else is on " + path);
    return where->is_read_only ? ok("read-only") : differs("it can be written to");
}

Result<Finding> proc_sys(const Guest& guest) {
    return read_only(guest, "/proc/sys", PROC_SUPER_MAGIC);
}

Result<Finding> sys(const Guest& guest) {
    return read_only(guest, "/sys", SYSFS_MAGIC);
}

Result<Finding> selinux(const Guest& guest) {
    auto where = TRY(guest.file_system("/sys/fs/selinux"));
    if (!where || where->type != SELINUX_MAGIC) return ok("none is shown");
    return where->is_read_only ? ok("read-only") : differs("it can be written to");
}

Result<Finding> control_groups(const Guest& guest) {
    auto where = TRY(guest.file_system("/sys/fs/cgroup"));
    bool is_unified = where && where->type == CGROUP2_SUPER_MAGIC;
    if (!is_unified && (!where || where->type != TMPFS_MAGIC)) return missing("no control groups are mounted");
    if (!is_unified) return differs("hierarchies of cgroup v1 are mounted, and none is handed on");
    if (!TRY(guest.has_own("cgroup"))) return differs("the control group namespace is the host's");
    if (where->is_read_only) return differs("they are read-only");
    auto status = TRY(guest.status("/sys/fs/cgroup/cgroup.procs"));
    auto root = TRY(guest.root_id());
    return status && root && status->st_uid == *root ? ok("its own, which it may write to") : differs("they are not its root's");
}

Result<Finding> host_name(const Guest& guest) {
    return TRY(guest.has_own("uts")) ? ok("its own") : differs("the UTS namespace is the host's: it could rename the host");
}

constexpr Point kPoints[] = {
    {"/proc", proc},
    {"/proc/sys", proc_sys},
    {"/sys", sys},
    {"/sys/fs/selinux", selinux},
    {"/sys/fs/cgroup", control_groups},
    {"host name", host_name},
};

}  // namespace

std::span<const Point> kernel_points() {
    return kPoints;
}

}  // namespace sandbox::interface
