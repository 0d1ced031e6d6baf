// SPDX-License-Identifier: LGPL-2.1-or-later
#include "walk.hh"

#include "core/fd.hh"
#include "core/sys.hh"

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

    /// Who owns a directory above may have put a link in its place since somebody looked.
    Result<void> begin(const std::string& path) {
        UniqueFd fd(sys::openat2(AT_FDCWD, path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC, RESOLVE_NO_SYMLINKS));
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) < 0) return fail(Error::from_errno(path));
        device_ = status.st_dev;
        return take(std::move(fd), status, path);
    }

private:
    /// One descriptor a level: that of a directory is opened before its own is closed.
    Result<void> take(UniqueFd fd, const struct stat& status, const std::string& path) {
        TRY(visit_({path, fd.get(), status}));
        if (!S_ISDIR(status.st_mode)) return {};
        int opened = ::openat(fd.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        std::unique_ptr<DIR, CloseDirectory> directory(opened < 0 ? nullptr : ::fdopendir(opened));
        if (!directory) return fail(Error::from_errno(path));
        fd.reset();
        return enter_directory(directory.get(), path);
    }

    /// A name in a directory. What vanished meanwhile is passed over.
    Result<void> enter(int directory, const char* name, const std::string& path) {
        UniqueFd fd(::openat(directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
        if (!fd && errno == ENOENT) return {};
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) < 0) return fail(Error::from_errno(path));
        return status.st_dev == device_ ? take(std::move(fd), status, path) : Result<void>();
    }

    Result<void> enter_directory(DIR* directory, const std::string& path) {
        for (errno = 0; const dirent* entry = ::readdir(directory); errno = 0) {
            std::string name = entry->d_name;
            if (name != "." && name != "..") TRY(enter(::dirfd(directory), name.c_str(), path + (path.ends_with('/') ? "" : "/") + name));
        }
        return errno == 0 ? Result<void>() : fail(Error::from_errno("read " + path));
    }

    const std::function<Result<void>(const Found&)>& visit_;
    dev_t device_ = 0;
};

}  // namespace

Result<void> walk(const std::string& path, const std::function<Result<void>(const Found&)>& visit) {
    return Walker(visit).begin(path);
}

}  // namespace sandbox::label
