// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/lease.hh"

#include "core/sys.hh"

#include <sys/file.h>
#include <time.h>

namespace sandbox {
namespace {

constexpr const char* kState = "/run/sandbox";
constexpr const char* kLeases = "/run/sandbox/leases";
constexpr std::uint32_t kBlock = 65536;
constexpr std::uint32_t kFirst = 524288;      ///< where systemd's container range begins; our block of single ids
constexpr std::uint32_t kLast = 1879048191;   ///< and where it ends

/// A directory of root's own that nobody else may write to, made if it is missing.
Result<void> own_directory(const char* path, mode_t mode) {
    struct stat status {};
    bool is_there = ::lstat(path, &status) == 0;
    if (!is_there && ::mkdir(path, mode) < 0 && errno != EEXIST) return fail(Error::from_errno("mkdir " + std::string(path)));
    if (!is_there && ::lstat(path, &status) < 0) return fail(Error::from_errno("stat " + std::string(path)));
    if (!S_ISDIR(status.st_mode) || status.st_uid != 0 || (status.st_mode & 022) != 0)
        return fail(Error::impossible(std::string(path) + " is not a directory that only root may write to"));
    return {};
}

/// The lock on `path`, if nobody has it and the file is still the one of that name.
UniqueFd try_lock(const std::string& path) {
    UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) < 0) return {};
    struct stat held {}, named {};
    bool is_same = ::fstat(file.get(), &held) == 0 && ::lstat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino;
    return is_same ? std::move(file) : UniqueFd();
}

}  // namespace

Lease::~Lease() {
    if (file_) ::unlink(path_.c_str());
}

Result<Lease> Lease::take_ids(std::uint32_t size) {
    TRY(own_directory(kState, 0755));  // others look for units below it
    TRY(own_directory(kLeases, 0700));
    bool single = size == 1;
    std::uint32_t slots = single ? kBlock : (kLast - kFirst) / kBlock - 1;
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    auto start = static_cast<std::uint32_t>(now.tv_nsec / 1000 + ::getpid());
    for (std::uint32_t attempt = 0; attempt < slots; ++attempt) {
        std::uint32_t slot = (start + attempt) % slots;
        std::uint32_t first = single ? kFirst + slot : kFirst + kBlock * (slot + 1);
        std::string path = std::string(kLeases) + "/id-" + std::to_string(first);
        if (auto file = try_lock(path)) return Lease(std::move(file), std::move(path), first);
        if (errno != EWOULDBLOCK && errno != 0 && errno != ENOENT) return fail(Error::from_errno("lock " + path));
    }
    return fail(Error::impossible("all host ids of " + std::string(kLeases) + " are taken"));
}

}  // namespace sandbox
