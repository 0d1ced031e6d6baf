// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/freezer.hh"

#include "core/file.hh"

#include <algorithm>
#include <fcntl.h>

namespace sandbox::cgroups {

/// The file's text; empty: the group, or its controllers, have no such file.
static std::string text_of(const std::string& directory, const char* file) {
    auto text = read_file(directory + file);
    return text ? *std::move(text) : "";
}

static bool is_frozen(const std::string& directory) {
    auto v1 = text_of(directory, "/freezer.state");
    if (!v1.empty()) return v1 != "THAWED\n";
    return text_of(directory, "/cgroup.freeze") == "1\n" || text_of(directory, "/cgroup.events").find("frozen 1") != std::string::npos;
}

bool is_frozen(std::span<const std::string> directories) {
    return std::ranges::any_of(directories, [](const std::string& directory) { return is_frozen(directory); });
}

static void write_if_there(const std::string& path, std::string_view value) {
    if (auto file = open_file(path, O_WRONLY)) (void)write_all(file->get(), value, path);
}

void release(std::span<const std::string> directories) {
    for (const std::string& directory : directories) {
        write_if_there(directory + "/freezer.state", "THAWED");
        write_if_there(directory + "/cgroup.freeze", "0");
    }
}

}  // namespace sandbox::cgroups
