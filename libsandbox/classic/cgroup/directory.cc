// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/directory.hh"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <memory>

namespace sandbox::cgroup {

template <class Visit> static Result<void> each_file(const std::string& directory, Visit visit) {
    struct Close {
        void operator()(DIR* open) const { ::closedir(open); }
    };
    std::unique_ptr<DIR, Close> open(::opendir(directory.c_str()));
    if (!open) return fail(Error::from_errno("open " + directory));
    errno = 0;
    while (const dirent* entry = ::readdir(open.get())) visit(*entry);
    if (errno != 0) return fail(Error::from_errno("read " + directory));
    return {};
}

Result<std::vector<std::string>> files_in(const std::string& directory) {
    std::vector<std::string> files;
    TRY(each_file(directory, [&](const dirent& entry) {
        if (entry.d_type == DT_REG || entry.d_type == DT_LNK) files.push_back(directory + "/" + entry.d_name);
    }));
    std::sort(files.begin(), files.end());
    return files;
}

Result<std::vector<std::string>> names_in_order(const std::string& directory) {
    std::vector<std::string> names;
    TRY(each_file(directory, [&](const dirent& entry) {
        if (entry.d_type == DT_REG) names.emplace_back(entry.d_name);
    }));
    return names;
}

Result<std::vector<std::string>> directories_in_order(const std::string& directory) {
    std::vector<std::string> names;
    TRY(each_file(directory, [&](const dirent& entry) {
        std::string_view name = entry.d_name;
        if (entry.d_type == DT_DIR && name != "." && name != "..") names.emplace_back(name);
    }));
    return names;
}

}  // namespace sandbox::cgroup
