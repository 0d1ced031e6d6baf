// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/trust.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/text.hh"

#include <cerrno>
#include <climits>
#include <fcntl.h>

namespace sandbox {
namespace {

constexpr int kMaxLinks = 16;
constexpr std::size_t kMaxEntries = 10'000;

Error call_failed(const std::string& call, const std::string& path) {
    return Error::from_errno(call + " " + path).as(Fault::usage);
}

Result<struct stat> status_of(int fd, const std::string& path) {
    struct stat status;
    if (::fstat(fd, &status) < 0) return fail(call_failed("stat", path));
    return status;
}

const char* kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return "a directory";
    if (S_ISFIFO(mode)) return "a fifo";
    if (S_ISSOCK(mode)) return "a socket";
    if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
    return "no regular file";
}

/// Who else than root and the caller can change something.
class Judge {
public:
    explicit Judge(uid_t caller) : caller_(caller) {}

    Result<void> owner(const struct stat& status, const std::string& path) const {
        if (status.st_uid == 0 || status.st_uid == caller_) return {};
        return fail(Error::usage(path + ": belongs to user " + std::to_string(status.st_uid) + ", neither to root nor to you")
                        .hint("copy the unit to a directory of your own, or run it as that user"));
    }
    /// What is neither file nor directory has no content of its own, and is read by nobody here.
    Result<void> only_writer(const struct stat& status, const std::string& path) const {
        TRY(owner(status, path));
        if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return {};
        if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0) return {};
        const char* whom = status.st_mode & S_IWOTH ? ": writable by others" : ": writable by its group";
        return fail(Error::usage(path + whom).hint("chmod go-w"));
    }
    /// A directory above: in a sticky one others cannot replace what is not theirs.
    Result<void> keeper(const struct stat& status, const std::string& path) const {
        return status.st_mode & S_ISVTX ? owner(status, path) : only_writer(status, path);
    }

private:
    uid_t caller_;
};

/// One walk along a path. What is not to be trusted is reported only if the path leads somewhere: an open directory in
/// which there is no such unit harms nobody.
class Walk {
public:
    explicit Walk(uid_t caller) : judge_(caller) {}

    Result<std::optional<Trusted>> follow(const std::string& path) {
        asked_ = path;
        TRY(enter(path));
        while (auto part = next()) {
            auto entry = TRY(look(*part));
            if (!entry) return std::nullopt;
            bool is_last = pending_.empty();
            if (S_ISLNK(entry->status.st_mode)) {
                TRY(follow_link(*entry));
            } else if (is_last) {
                return TRY(arrive(*std::move(entry)));
            } else {
                if (!S_ISDIR(entry->status.st_mode)) return std::nullopt;
                note(judge_.keeper(entry->status, path_of(*part)));
                here_ = path_of(*part);
                here_status_ = entry->status;
                directory_ = std::move(entry->fd);
            }
        }
        // The path was "/", or ended in a link to it.
        auto entry = TRY(look("."));
        if (!entry) return std::nullopt;
        return TRY(arrive(*std::move(entry)));
    }

private:
    /// Begins at the root or at the working directory, with the path's components still to go.
    Result<void> enter(const std::string& path) {
        if (path.size() >= PATH_MAX) return fail(Error::usage("a path longer than " + std::to_string(PATH_MAX - 1) + " bytes"));
        bool is_absolute = path.starts_with('/');
        if (is_absolute || !directory_) {
            here_ = is_absolute ? "/" : ".";
            directory_.reset(::open(here_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
            if (!directory_) return fail(call_failed("open", here_));
            here_status_ = TRY(status_of(directory_.get(), here_));
            note(judge_.keeper(here_status_, shown(here_)));
        }
        auto parts = split(path, '/');
        for (auto part = parts.rbegin(); part != parts.rend(); ++part)
            if (!part->empty() && *part != ".") pending_.emplace_back(*part);
        return {};
    }

    std::optional<std::string> next() {
        if (pending_.empty()) return std::nullopt;
        auto part = std::move(pending_.back());
        pending_.pop_back();
        return part;
    }

    /// What lies under a name in the directory that we stand in, unopened.
    Result<std::optional<Trusted>> look(const std::string& name) {
        UniqueFd fd(::openat(directory_.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        if (!fd && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
        if (!fd) return fail(call_failed("open", path_of(name)));
        auto status = TRY(status_of(fd.get(), path_of(name)));
        return Trusted{.directory = {}, .fd = std::move(fd), .name = name, .status = status};
    }

    Result<void> follow_link(const Trusted& link) {
        auto path = path_of(link.name);
        if (++links_ > kMaxLinks) return fail(Error::usage(path + ": more than " + std::to_string(kMaxLinks) + " symbolic links"));
        note(judge_.only_writer(here_status_, shown(here_)));
        note(judge_.owner(link.status, path));
        if (doubt_) return fail(*std::move(doubt_));
        char target[PATH_MAX];
        ssize_t length = ::readlinkat(link.fd.get(), "", target, sizeof target);
        if (length < 0) return fail(call_failed("readlink", path));
        return enter({target, static_cast<std::size_t>(length)});
    }

    Result<Trusted> arrive(Trusted entry) {
        auto path = path_of(entry.name);
        note(judge_.only_writer(entry.status, path));
        if (!S_ISDIR(entry.status.st_mode)) note(judge_.only_writer(here_status_, shown(here_)));
        if (doubt_) return fail(*std::move(doubt_));
        entry.directory = std::move(directory_);
        return entry;
    }

    void note(Result<void> verdict) {
        if (!verdict && !doubt_) doubt_ = std::move(verdict).error();
    }

    /// "." says nothing to who reads it: the working directory by its own name, behind what was asked for.
    std::string shown(const std::string& path) const {
        char directory[PATH_MAX];
        if (path != "." || ::getcwd(directory, sizeof directory) == nullptr) return path;
        return asked_ + ": " + directory;
    }

    std::string path_of(const std::string& name) const {
        if (name == ".") return here_;
        if (here_ == ".") return name;
        return here_.ends_with('/') ? here_ + name : here_ + "/" + name;
    }

    Judge judge_;
    std::string asked_;  ///< the path, as it was typed
    UniqueFd directory_;
    std::string here_;
    struct stat here_status_ {};
    std::vector<std::string> pending_;
    std::optional<Error> doubt_;
    int links_ = 0;
};

/// Opens what was looked at before, and nothing else.
Result<UniqueFd> reopen(const Trusted& entry, const std::string& path, int flags) {
    UniqueFd fd(::openat(entry.directory.get(), entry.name.c_str(), flags | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!fd) return fail(call_failed("open", path));
    auto status = TRY(status_of(fd.get(), path));
    if (status.st_dev != entry.status.st_dev || status.st_ino != entry.status.st_ino)
        return fail(Error::usage(path + ": was replaced while it was opened"));
    return fd;
}

}  // namespace

Result<std::optional<Trusted>> find_trusted(const std::string& path, uid_t caller) {
    return Walk(caller).follow(path);
}

Result<std::string> read_trusted(const Trusted& file, const std::string& path, std::size_t limit) {
    if (!S_ISREG(file.status.st_mode)) return fail(Error::usage(path + ": is " + kind_of(file.status.st_mode)));
    if (static_cast<std::uint64_t>(file.status.st_size) > limit)
        return fail(Error::usage(path + ": larger than " + print_size(Bytes{limit})));
    auto fd = TRY(reopen(file, path, O_RDONLY));
    auto bytes = read_all(fd.get(), path, limit);
    if (!bytes) return fail(std::move(bytes).error().as(Fault::usage));
    return bytes;
}

Result<std::vector<std::string>> list_trusted(const Trusted& directory, const std::string& path, std::string_view suffix) {
    auto fd = TRY(reopen(directory, path, O_RDONLY | O_DIRECTORY));
    auto names = names_in(fd.get(), path);
    if (!names) return fail(std::move(names).error().as(Fault::usage));
    std::erase_if(*names, [&](const std::string& name) { return name.starts_with('.') || !name.ends_with(suffix); });
    if (names->size() > kMaxEntries) return fail(Error::usage(path + ": more than " + std::to_string(kMaxEntries) + " files"));
    return names;
}

}  // namespace sandbox
