// SPDX-License-Identifier: LGPL-2.1-or-later
#include "walk.hh"

#include "core/fd.hh"
#include "core/sys.hh"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <vector>

namespace sandbox::label {
namespace {

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};

/// A directory whose names are gone through, and how long its path is.
struct Level {
    std::unique_ptr<DIR, CloseDirectory> directory;
    std::size_t length;
};

/// By no recursion: who makes the tree inside makes it as deep as can be. One descriptor a level.
class Walker {
public:
    Walker(const Visit& visit, const Refused& refused) : visit_(visit), refused_(refused) {}

    /// Who owns a directory above may have put a link in its place since somebody looked.
    Result<void> run(const std::string& path) {
        path_ = path;
        UniqueFd fd(sys::openat2(AT_FDCWD, path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC, RESOLVE_NO_SYMLINKS));
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) < 0) return refused_(Error::from_errno(path));
        device_ = status.st_dev;
        TRY(take(std::move(fd), status));
        while (!levels_.empty()) TRY(next());
        return {};
    }

private:
    /// What has the path. That of a directory is opened before its own descriptor is closed.
    Result<void> take(UniqueFd fd, const struct stat& status) {
        if (auto done = visit_({path_, fd.get(), status}); !done) TRY(refused_(std::move(done).error()));
        if (!S_ISDIR(status.st_mode)) return {};
        int opened = ::openat(fd.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        std::unique_ptr<DIR, CloseDirectory> directory(opened < 0 ? nullptr : ::fdopendir(opened));
        if (!directory) return refused_(Error::from_errno(path_));
        levels_.push_back({std::move(directory), path_.size()});
        return {};
    }

    /// The next name of the lowest directory. What vanished meanwhile is passed over.
    Result<void> next() {
        DIR* directory = levels_.back().directory.get();
        path_.resize(levels_.back().length);
        errno = 0;
        const dirent* entry = ::readdir(directory);
        if (entry == nullptr) {
            auto read = errno == 0 ? Result<void>() : refused_(Error::from_errno("read " + path_));
            levels_.pop_back();
            return read;
        }
        std::string name = entry->d_name;
        if (name == "." || name == "..") return {};
        path_ += (path_.ends_with('/') ? "" : "/") + name;
        UniqueFd fd(::openat(::dirfd(directory), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        if (!fd && errno == ENOENT) return {};
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) < 0) return refused_(Error::from_errno(path_));
        return status.st_dev == device_ ? take(std::move(fd), status) : Result<void>();
    }

    const Visit& visit_;
    const Refused& refused_;
    std::vector<Level> levels_{};
    std::string path_{};
    dev_t device_ = 0;
};

}  // namespace

Result<void> walk(const std::string& path, const Visit& visit, const Refused& refused) {
    return Walker(visit, refused).run(path);
}

}  // namespace sandbox::label
