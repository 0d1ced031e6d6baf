// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/host_path.hh"

#include "core/id_map.hh"
#include "core/sys.hh"
#include "core/text.hh"
#include "core/way.hh"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace sandbox {
namespace {

constexpr int kMostLinks = 40;

/// Whose user namespace lacks ids shows their files as somebody's who is nobody, such as the host's root's.
bool is_unmapped(uid_t user) {
    constexpr uid_t kOverflow = 65534;
    auto map = user == kOverflow ? read_user_map("self") : Result<std::vector<IdRange>>();
    return user == kOverflow && map && std::ranges::none_of(*map, [](const IdRange& range) { return range.has_inside(kOverflow); });
}

bool is_trusted(uid_t user) {
    return user == 0 || user == ::geteuid() || is_unmapped(user);
}

/// The links of /proc are no texts.
bool is_proc(int directory) {
    struct statfs status {};
    return ::fstatfs(directory, &status) == 0 && status.f_type == PROC_SUPER_MAGIC;
}

/// Component by component.
class Walk {
public:
    Walk(const HostPaths& paths, const std::string& path, int flags, unsigned mode) : paths_(paths), path_(path), flags_(flags), mode_(mode) {}

    Result<UniqueFd> run() {
        const std::string& work = paths_.working_directory();
        bool is_in_work = work.size() > 1 && path_.starts_with(work) && (path_.size() == work.size() || path_[work.size()] == '/');
        TRY(enter(is_in_work ? path_.substr(work.size()) : path_));
        if (is_in_work) TRY(enter(work));
        left_in_work_ = is_in_work ? std::ranges::count(work, '/') : 0;
        while (!pending_.empty()) {
            way_.push_back(TRY(identify()));
            is_beneath_ = is_beneath_ || paths_.is_written(way_.back());
            if (auto found = TRY(step())) return *std::move(found);
        }
        return open_at(here_.get(), ".");
    }

private:
    Error failed(int code) const { return Error::from_errno("open " + path_, code); }

    Result<UniqueFd> open_at(int directory, const std::string& name, int more = 0) const {
        UniqueFd file(::openat(directory, name.c_str(), flags_ | O_CLOEXEC | more, mode_));
        if (!file) return fail(failed(errno));
        return file;
    }

    /// An absolute path begins at the root, and what is pending goes behind it.
    Result<void> enter(const std::string& path) {
        if (path.starts_with('/') || !here_) {
            is_beneath_ = false;
            way_.clear();
            here_.reset(::open(path.starts_with('/') ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
            if (!here_) return fail(failed(errno));
        }
        auto parts = split(path, '/');
        for (auto part = parts.rbegin(); part != parts.rend(); ++part)
            if (!part->empty() && *part != ".") pending_.emplace_back(*part);
        return {};
    }

    Result<Identity> identify() const {
        struct stat status {};
        if (::fstat(here_.get(), &status) < 0) return fail(failed(errno));
        return identity_of(status);
    }

    /// Whether who is inside may put another link in the place of one that is here. Root's files are, by a map, those of whoever is inside.
    bool may_exchange() const {
        return ::geteuid() == 0 || ::faccessat(here_.get(), "", W_OK, AT_EMPTY_PATH | AT_EACCESS) == 0;
    }
    bool is_exchangeable() const { return is_beneath_ && may_exchange(); }
    bool was_exchangeable() const { return paths_.was_lent(way_) && may_exchange(); }

    /// One component; what is last is opened.
    Result<std::optional<UniqueFd>> step() {
        std::string name = std::move(pending_.back());
        pending_.pop_back();
        bool is_last = pending_.empty();
        bool is_in_work = left_in_work_ > 0;
        if (is_in_work) --left_in_work_;
        UniqueFd next(::openat(here_.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        if (!next && errno == ENOENT && is_last && (flags_ & O_CREAT) != 0) return open_at(here_.get(), name, O_NOFOLLOW);
        if (!next) return fail(failed(errno));
        struct stat status {};
        if (::fstat(next.get(), &status) < 0) return fail(failed(errno));
        if (!S_ISLNK(status.st_mode)) {
            // By O_PATH only a directory that is opened as one is what an automounter puts there.
            bool is_bound_directory = (flags_ & O_PATH) != 0 && S_ISDIR(status.st_mode);
            if (is_last) return open_at(here_.get(), name, O_NOFOLLOW | (is_bound_directory ? O_DIRECTORY : 0));
            here_ = std::move(next);
            return std::nullopt;
        }
        if (is_exchangeable())
            return fail(Error::impossible(path_ + ": " + name + " is a link in a directory that is writable inside").hint("who is inside could lead it anywhere"));
        if (was_exchangeable())
            return fail(Error::impossible(path_ + ": " + name + " is a link in a directory that a sandbox could write to before")
                            .hint("who was inside could lead it anywhere; what it leads to may be named itself"));
        if (is_in_work) return fail(Error::impossible(path_ + ": " + name + " is a link now: the working directory was moved away"));
        if (is_proc(here_.get())) return follow_magic(name, is_last);
        if (!is_trusted(status.st_uid))
            return fail(Error::impossible(path_ + ": " + name + " is a link of user " + std::to_string(status.st_uid) + "'s")
                            .hint("who could lead it anywhere"));
        TRY(follow(next.get()));
        return std::nullopt;
    }

    Result<std::optional<UniqueFd>> follow_magic(const std::string& name, bool is_last) {
        if (is_last) return open_at(here_.get(), name);
        UniqueFd next(::openat(here_.get(), name.c_str(), O_PATH | O_CLOEXEC));
        if (!next) return fail(failed(errno));
        here_ = std::move(next);
        return std::nullopt;
    }

    Result<void> follow(int link) {
        if (++links_ > kMostLinks) return fail(failed(ELOOP));
        char text[PATH_MAX];
        ssize_t length = ::readlinkat(link, "", text, sizeof text);
        if (length < 0) return fail(failed(errno));
        return enter(std::string(text, static_cast<std::size_t>(length)));
    }

    const HostPaths& paths_;
    const std::string& path_;
    int flags_;
    unsigned mode_;
    UniqueFd here_{};
    std::vector<std::string> pending_{};  ///< the next is last
    std::ptrdiff_t left_in_work_ = 0;     ///< components of the working directory
    int links_ = 0;
    std::vector<Identity> way_{};  ///< the directories from the root to here
    bool is_beneath_ = false;  ///< in a directory that the sandbox may write to
};

}  // namespace

bool HostPaths::was_lent(std::span<const Identity> directories) const {
    if (!lent_before_) return false;
    auto lent = lent_before_();
    return std::ranges::any_of(directories, [&](const Identity& one) { return std::ranges::find(lent, one) != lent.end(); });
}

bool HostPaths::is_insiders(const Found& found) const {
    if (!written_.empty()) return true;
    auto path = found.path("");
    if (!path || !lent_before_) return !path;
    auto way = Way::to(*path);
    return std::ranges::any_of(lent_before_(), [&](const Identity& one) { return way.at_or_above(one).has_value(); });
}

/// Where there is no link nobody could lead anywhere. None: there is one. The error has open(2)'s code.
static Result<UniqueFd> open_plain(const std::string& path, int flags, unsigned mode) {
    bool creates = (flags & O_CREAT) != 0;
    int opened = sys::openat2(AT_FDCWD, path.c_str(), static_cast<unsigned>(flags | O_CLOEXEC), RESOLVE_NO_SYMLINKS, creates ? mode : 0);
    UniqueFd plain(opened);
    if (!plain && opened != -ELOOP) return fail(Error::from_errno("open " + path, -opened));
    return plain;
}

Result<UniqueFd> HostPaths::open(const std::string& path, int flags, unsigned mode) const {
    auto plain = TRY(open_plain(path, flags, mode));
    if (plain) return plain;
    return Walk(*this, path, flags, mode).run();
}

Result<HostPaths::Found> HostPaths::find(const std::string& path) const {
    // Only as a directory it is what an automounter puts there.
    auto plain = open_plain(path, O_PATH | O_DIRECTORY, 0);
    if (!plain && plain.error().code() == ENOTDIR) plain = open_plain(path, O_PATH, 0);
    if (!plain) return fail(std::move(plain).error());
    if (*plain) return Found{*std::move(plain)};
    return Found{TRY(Walk(*this, path, O_PATH, 0).run()), true};
}

Result<std::string> HostPaths::Found::path(const std::string& name) const {
    char text[PATH_MAX];
    ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(fd.get())).c_str(), text, sizeof text);
    if (length < 0) return fail(Error::from_errno(name));
    return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace sandbox
