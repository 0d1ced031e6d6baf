// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/group.hh"

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace sandbox::cgroups {

/// A group whose files are ours, gone at the end.
class GroupFiles {
public:
    GroupFiles() : path_(std::filesystem::temp_directory_path() / ("group-" + std::to_string(::getpid()))) {
        std::filesystem::create_directory(path_);
    }
    GroupFiles(const GroupFiles&) = delete;
    GroupFiles& operator=(const GroupFiles&) = delete;
    ~GroupFiles() { std::filesystem::remove_all(path_); }
    void put(const char* name, const char* text) const { std::ofstream(path_ / name) << text; }
    Group group(Version version) const { return {.version = version, .mount = path_}; }

private:
    std::filesystem::path path_;
};

}  // namespace sandbox::cgroups
