// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/mount.hh"

#include "core/path.hh"
#include "domains/cgroups/hierarchy.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/mount.h>
#include <sys/stat.h>

namespace sandbox::cgroup {

/// Directories above are made as mkdir -p does.
static Outcome<> make_directory(const std::string& path) {
    struct stat status;
    if (::stat(path.c_str(), &status) == 0) return {};
    if (path != "/") TRY(make_directory(std::string(parent_of(path))));
    if (::mkdir(path.c_str(), 0755) == 0 || errno == EEXIST) return {};
    return trouble(Error::from_errno("make directory " + path));
}

static std::unexpected<Trouble> not_mounted(const std::string& options, const std::string& directory, int code) {
    auto error = Error::from_errno("mount " + options + " on " + directory, code);
    log_error("cannot mount " + options + " to " + directory + ": " + ::strerror(code));
    return trouble(Code::mount_failed, error.message());
}

static Outcome<> mount_one(const std::string& directory, const std::string& options) {
    TRY(make_directory(directory));
    std::string data = options.starts_with("name=") ? options + ",none" : options;
    if (::mount("cgroup", directory.c_str(), "cgroup", 0, data.c_str()) == 0) return {};
    return not_mounted(data, directory, errno);
}

/// Those with one directory are one hierarchy.
static Outcome<Assignments> by_directory(const Assignments& mounts) {
    auto present = cgroups::find_hierarchies();
    if (!present) return trouble(present.error());
    Assignments wanted;
    for (const auto& [controller, directory] : mounts) {
        auto path = absolute_path(directory);
        if (!path) return trouble(Code::mount_failed, path.error().message());
        // The kernel would take it from cgroup v2, if no group there has it.
        auto hierarchy = cgroups::find_controller(*present, controller);
        if (hierarchy != nullptr && hierarchy->version == cgroups::Version::v2) return not_mounted(controller, *path, EBUSY);
        auto same = std::ranges::find(wanted, *path, &cgroups::Setting::file);
        if (same == wanted.end()) wanted.push_back({*path, controller});
        else same->value += "," + controller;
    }
    return wanted;
}

Outcome<> mount_all(const Assignments& mounts) {
    if (mounts.empty()) return {};
    auto wanted = TRY(by_directory(mounts));
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        auto mounted = mount_one(wanted[at].file, wanted[at].value);
        if (mounted) continue;
        while (at-- > 0) (void)::umount(wanted[at].file.c_str());
        return mounted;
    }
    return {};
}

}  // namespace sandbox::cgroup
