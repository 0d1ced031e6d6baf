// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/file.hh"
#include "core/text.hh"
#include "domains/cgroups/group.hh"
#include "domains/cgroups/hierarchy.hh"
#include "domains/cgroups/membership.hh"
#include "runtime/interface/point.hh"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <sys/syscall.h>

namespace sandbox::interface {
namespace {

bool has_capability(const Guest& guest, unsigned capability) {
    auto text = guest.process_field("CapBnd");
    std::uint64_t mask = 0;
    std::from_chars(text.data(), text.data() + text.size(), mask, 16);
    return (mask >> capability & 1) != 0;
}

Result<Finding> mknod(const Guest& guest) {
    return has_capability(guest, CAP_MKNOD) ? ok("kept") : missing("PrivateDevices= of services would not work");
}

Result<Finding> administration(const Guest& guest) {
    return has_capability(guest, CAP_SYS_ADMIN) ? ok("kept") : missing("services could have no file system namespaces");
}

Result<Finding> audit(const Guest& guest) {
    for (unsigned capability : {unsigned{CAP_AUDIT_CONTROL}, unsigned{CAP_AUDIT_READ}, unsigned{CAP_AUDIT_WRITE}})
        if (has_capability(guest, capability)) return differs("some are kept, and an init takes it that the kernel's audit is there for it");
    return ok("none");
}

/// The group of PID 1 in a hierarchy; none, if it cannot be seen from here.
Result<std::optional<cgroups::Group>> group_in(const cgroups::Hierarchy& hierarchy, const Guest& guest) {
    auto path = cgroups::path_in(hierarchy, TRY(cgroups::memberships_of(guest.init())));
    auto group = path ? cgroups::group_at(hierarchy, *path) : fail(Error::impossible(""));
    return group ? std::optional(*group) : std::nullopt;
}

/// How many programs decide over the devices of a v2 group: its own and those above.
Result<unsigned> count_filters(const cgroups::Group& group) {
    auto directory = TRY(open_file(group.directory(), O_RDONLY | O_DIRECTORY));
    bpf_attr query;
    std::memset(&query, 0, sizeof query);
    query.query.target_fd = static_cast<std::uint32_t>(directory.get());
    query.query.attach_type = BPF_CGROUP_DEVICE;
    query.query.query_flags = BPF_F_QUERY_EFFECTIVE;
    if (::syscall(SYS_bpf, BPF_PROG_QUERY, &query, sizeof query) == 0) return query.query.prog_cnt;
    bool is_out_of_sight = errno == EPERM || errno == EINVAL || errno == ENOSYS;  // to a user, or on a kernel without
    return is_out_of_sight ? Result<unsigned>(0) : fail(Error::from_errno("bpf BPF_PROG_QUERY"));
}

Result<Finding> device_policy(const Guest& guest) {
    if (TRY(guest.has_own("user"))) return ok("a user namespace: no device can be made");
    auto hierarchies = TRY(cgroups::find_hierarchies());
    if (const auto* legacy = cgroups::find_controller(hierarchies, "devices")) {
        auto group = TRY(group_in(*legacy, guest));
        if (!group) return missing("the group of the devices controller cannot be seen");
        auto list = TRY(read_file(group->directory() + "/devices.list"));
        return list.find("a *:* rwm") == list.npos ? ok("a devices group") : missing("every device can be made and used");
    }
    const auto* unified = cgroups::find_unified(hierarchies);
    auto group = unified != nullptr ? TRY(group_in(*unified, guest)) : std::nullopt;
    return group && TRY(count_filters(*group)) > 0 ? ok("a filter of devices") : missing("every device can be made and used");
}

/// Where systemd is the host's, groups are in units of its.
Result<Finding> own_group(const Guest& guest) {
    auto hierarchies = TRY(cgroups::find_hierarchies());
    const auto* unified = cgroups::find_unified(hierarchies);
    auto group = unified != nullptr ? TRY(group_in(*unified, guest)) : std::nullopt;
    if (!group) return missing("cgroup v2 cannot be seen here");
    if (group->is_root()) return differs("it is in the root group");
    bool has_manager = ::access("/run/systemd/system", F_OK) == 0;
    if (!has_manager && errno != ENOENT && errno != ENOTDIR) return fail(Error::from_errno("look for /run/systemd/system"));
    bool is_unit = group->path.find(".scope") != std::string::npos || group->path.find(".service") != std::string::npos;
    return !has_manager || is_unit ? ok(group->path) : differs(group->path + " is in no scope or service of systemd's");
}

constexpr Point kPoints[] = {
    {"control group", own_group},
    {"device policy", device_policy},
    {"CAP_MKNOD", mknod},
    {"CAP_SYS_ADMIN", administration},
    {"CAP_AUDIT_*", audit},
};

}  // namespace

std::span<const Point> privilege_points() {
    return kPoints;
}

}  // namespace sandbox::interface
