// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// A directory of the test's own, gone with it.
class Temporary {
public:
    Temporary() {
        char name[] = "/tmp/sandbox-unit-XXXXXX";
        path_ = ::mkdtemp(name);
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() { std::filesystem::remove_all(path_); }

    std::string path(std::string_view name = {}) const { return name.empty() ? path_ : path_ + "/" + std::string(name); }

    /// A file with its directories, writable by its owner only.
    std::string write(std::string_view name, std::string_view text) const {
        auto file = path(name);
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        std::ofstream(file) << text;
        std::filesystem::permissions(file, std::filesystem::perms(0644));
        return file;
    }

private:
    std::string path_;
};
