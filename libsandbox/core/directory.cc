// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/directory.hh"

#include "core/file.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {

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
