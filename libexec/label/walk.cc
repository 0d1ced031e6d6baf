// SPDX-License-Identifier: LGPL-2.1-or-later
#include "walk.hh"

#include "core/fd.hh"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>

namespace sandbox::label {
namespace {

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};

class Walker {
public:
    explicit Walker(const std::function<Result<void>(const Found&)>& visit) : visit_(visit) {}

    /// A name in a directory. What vanished meanwhile is passed over, but not the first.
    Result<void> enter(int directory, const char* name, const std::string& path, bool is_first) {
        UniqueFd fd(::openat(directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
        if (!fd && errno == ENOENT && !is_first) return {};
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) < 0) return fail(Error::from_errno(path));
        if (is_first) device_ = status.st_dev;
        if (status.st_dev != device_) return {};
        TRY(visit_({path, fd.get(), status}));
        return S_ISDIR(status.st_mode) ? enter_directory(fd.get(), path) : Result<void>();
    }

private:
    Result<void> enter_directory(int fd, const std::string& path) {
        int opened = ::openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        std::unique_ptr<DIR, CloseDirectory> directory(opened < 0 ? nullptr : ::fdopendir(opened));
        if (!directory) return fail(Error::from_errno(path));
        for (errno = 0; const dirent* entry = ::readdir(directory.get()); errno = 0) {
            std::string name = entry->d_name;
            if (name != "." && name != "..") TRY(enter(::dirfd(directory.get()), name.c_str(), path + (path.ends_with('/') ? "" : "/") + name, false));
        }
        return errno == 0 ? Result<void>() : fail(Error::from_errno("read " + path));
    }

    const std::function<Result<void>(const Found&)>& visit_;
    dev_t device_ = 0;
};

}  // namespace

Result<void> walk(const std::string& path, const std::function<Result<void>(const Found&)>& visit) {
    return Walker(visit).enter(AT_FDCWD, path.c_str(), path, true);
}

}  // namespace sandbox::label
