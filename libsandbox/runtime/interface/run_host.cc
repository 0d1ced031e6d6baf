// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/file.hh"
#include "core/text.hh"
#include "runtime/interface/point.hh"

namespace sandbox::interface {
namespace {

std::string absent(const std::string& path) {
    return "there is no " + path;
}

Result<Finding> run_host(const Guest& guest) {
    auto status = TRY(guest.status("/run/host"));
    if (!status || !S_ISDIR(status->st_mode)) return missing(absent("/run/host"));
    auto where = TRY(guest.file_system("/run/host"));
    return where && where->is_read_only ? ok("read-only") : differs("it can be written to");
}

/// A file that says the same as a variable of PID 1's, with a newline at the end.
Result<Finding> says_variable(const Guest& guest, const std::string& path, const std::string& variable) {
    auto text = TRY(guest.text(path));
    if (!text) return missing(absent(path));
    auto value = guest.variable(variable);
    if (!value) return differs("it says " + quote(*text) + ", and PID 1 has no $" + variable);
    return *text == *value + "\n" ? ok(*value) : differs("it says " + quote(*text) + ", and $" + variable + " is " + quote(*value));
}

Result<Finding> container_manager(const Guest& guest) {
    return says_variable(guest, "/run/host/container-manager", "container");
}

Result<Finding> container_uuid(const Guest& guest) {
    return says_variable(guest, "/run/host/container-uuid", "container_uuid");
}

Result<Finding> os_release(const Guest& guest) {
    auto own = TRY(host_os_release());
    auto text = TRY(guest.text("/run/host/os-release"));
    if (!text) return own ? missing(absent("/run/host/os-release")) : ok("the host has none");
    return own && *own == *text ? ok("the host's") : differs("it is not the host's");
}

Result<Finding> incoming(const Guest& guest) {
    auto status = TRY(guest.status("/run/host/incoming"));
    if (!status || !S_ISDIR(status->st_mode)) return missing(absent("/run/host/incoming") + ": machinectl bind has no way in");
    auto propagation = TRY(guest.propagation("/run/host/incoming"));
    if (!propagation) return differs("it is no mount");
    return propagation->find("master:") != propagation->npos ? ok("mounts of the host's come in")
                                                             : differs("no mount of the host's comes in: what it is on is not shared there");
}

Result<Finding> inaccessible(const Guest& guest) {
    constexpr std::pair<const char*, mode_t> kNodes[] = {{"reg", S_IFREG}, {"dir", S_IFDIR}, {"fifo", S_IFIFO},
                                                         {"sock", S_IFSOCK}, {"chr", S_IFCHR}, {"blk", S_IFBLK}};
    for (const auto& [name, type] : kNodes) {
        auto path = std::string("/run/host/inaccessible/") + name;
        auto status = TRY(guest.status(path));
        if (!status) return missing(absent(path));
        if ((status->st_mode & S_IFMT) != type) return differs(path + " is of another type");
        if ((status->st_mode & 07777) != 0) return differs(path + " is not of mode 0");
        if ((type == S_IFCHR || type == S_IFBLK) && status->st_rdev != 0) return differs(path + " is a device");
    }
    return ok("six nodes of mode 0");
}

Result<Finding> notify(const Guest& guest) {
    auto status = TRY(guest.status("/run/host/notify"));
    if (!status) return missing(absent("/run/host/notify"));
    if (!S_ISSOCK(status->st_mode)) return differs("it is no socket");
    return (status->st_mode & 0222) == 0222 ? ok("a socket that everybody may write to") : differs("not everybody may write to it");
}

Result<Finding> credentials(const Guest& guest) {
    auto status = TRY(guest.status("/run/host/credentials"));
    if (!status || !S_ISDIR(status->st_mode)) return missing(absent("/run/host/credentials"));
    return ok(std::to_string(TRY(guest.names("/run/host/credentials")).size()) + " credentials");
}

constexpr Point kPoints[] = {
    {"/run/host", run_host},
    {"/run/host/os-release", os_release},
    {"/run/host/container-manager", container_manager},
    {"/run/host/container-uuid", container_uuid},
    {"/run/host/incoming", incoming},
    {"/run/host/inaccessible", inaccessible},
    {"/run/host/notify", notify},
    {"/run/host/credentials", credentials},
};

}  // namespace

std::span<const Point> run_host_points() {
    return kPoints;
}

}  // namespace sandbox::interface
