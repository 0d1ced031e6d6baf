// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/mount.hh"

#include "core/path.hh"
#include "domains/cgroups/hierarchy.hh"

#include <algorithm>
#include <cerrno>
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

static Outcome<> mount_one(const std::string& directory, const std::string& options) {
    TRY(make_directory(directory));
    bool has_controller = options.find("name=") != 0;
    std::string data = has_controller ? options : "none," + options;
    if (::mount("cgroup", directory.c_str(), "cgroup", 0, data.c_str()) == 0) return {};
    return trouble(Code::mount_failed, Error::from_errno("mount " + data + " on " + directory).message());
}

Outcome<> mount_all(const Assignments& mounts) {
    if (mounts.empty()) return {};
    auto present = cgroups::find_hierarchies();
    if (!present) return trouble(present.error());
    Assignments wanted;  // directory, options
    for (const auto& [controller, directory] : mounts) {
        auto path = absolute_path(directory);
        if (!path) return trouble(Code::mount_failed, path.error().message());
        if (auto hierarchy = cgroups::find_controller(*present, controller)) {
            if (hierarchy->mount == *path) continue;
            return trouble(Code::mount_failed, controller + " is mounted on " + hierarchy->mount + " already");
        }
        auto same = std::ranges::find(wanted, *path, &cgroups::Setting::file);
        if (same == wanted.end()) wanted.push_back({*path, controller});
        else same->value += "," + controller;
    }
    for (const auto& [directory, options] : wanted) TRY(mount_one(directory, options));
    return {};
}

}  // namespace sandbox::cgroup
