// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/directory.hh"

#include "core/file.hh"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {
namespace {

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};

bool is_dots(std::string_view name) {
    return name == "." || name == "..";
}

template <class Wanted> Result<std::vector<std::string>> read_names(int directory, const std::string& path, Wanted is_wanted) {
    // Opened anew, for where it is read to belongs to the descriptor.
    UniqueFd own(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!own) return fail(Error::from_errno("open " + path));
    std::unique_ptr<DIR, CloseDirectory> entries(::fdopendir(own.get()));
    if (!entries) return fail(Error::from_errno("read " + path));
    (void)own.release();
    std::vector<std::string> names;
    // At the end readdir(3) leaves errno as it is. A directory that is removed meanwhile has an end as well.
    for (errno = 0; const dirent* entry = ::readdir(entries.get()); errno = 0)
        if (!is_dots(entry->d_name) && is_wanted(*entry)) names.emplace_back(entry->d_name);
    if (errno != 0) return fail(Error::from_errno("read " + path));
    std::ranges::sort(names);
    return names;
}

}  // namespace

Result<std::vector<std::string>> names_in(int directory, const std::string& path) {
    return read_names(directory, path, [](const dirent&) { return true; });
}

Result<std::vector<std::string>> directories_in(int directory, const std::string& path) {
    return read_names(directory, path, [](const dirent& entry) { return entry.d_type == DT_DIR; });
}

Result<UniqueFd> open_own_directory(const std::string& path) {
    auto directory = TRY(open_file(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
    struct stat status {};
    if (::fstat(directory.get(), &status) < 0) return fail(Error::from_errno("stat " + path));
    if (status.st_uid == ::geteuid() && (status.st_mode & 022) == 0) return directory;
    return fail(Error::impossible(path + " is not a directory that only " + (::geteuid() == 0 ? "root" : "its owner") +
                                  " may write to"));
}

Result<UniqueFd> own_directory(const std::string& path, unsigned mode) {
    auto directory = open_own_directory(path);
    if (directory || directory.error().code() != ENOENT) return directory;
    if (::mkdir(path.c_str(), mode) < 0 && errno != EEXIST) return fail(Error::from_errno("mkdir " + path));
    return open_own_directory(path);
}

}  // namespace sandbox
