// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/lease.hh"

#include "core/directory.hh"
#include "core/file.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

namespace sandbox {
namespace {

constexpr const char* kState = "/run/sandbox";
constexpr const char* kLeases = "/run/sandbox/leases";
constexpr const char* kIds = "/run/sandbox/leases/ids";
constexpr std::uint32_t kBlock = 65536;
constexpr std::uint32_t kFirst = 524288;      ///< where systemd's container range begins; our block of single ids
constexpr std::uint32_t kLast = 1879048191;   ///< and where it ends

/// Locks one byte of the file: the id's own. 0, or EAGAIN where somebody else has it.
int lock_id(int file, std::uint32_t id) {
    struct flock byte{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = id, .l_len = 1, .l_pid = 0};
    return ::fcntl(file, F_OFD_SETLK, &byte) == 0 ? 0 : errno;
}

}  // namespace

Result<Lease> Lease::take_ids(std::uint32_t size) {
    TRY(own_directory(kState, 0755));  // others look for units below it
    TRY(own_directory(kLeases, 0700));
    auto file = TRY(open_file(kIds, O_RDWR | O_CREAT | O_NOFOLLOW, 0600));
    bool single = size == 1;
    std::uint32_t slots = single ? kBlock : (kLast - kFirst) / kBlock - 1;
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    auto start = static_cast<std::uint32_t>(now.tv_nsec / 1000 + ::getpid());
    for (std::uint32_t attempt = 0; attempt < slots; ++attempt) {
        std::uint32_t slot = (start + attempt) % slots;
        std::uint32_t first = single ? kFirst + slot : kFirst + kBlock * (slot + 1);
        int error = lock_id(file.get(), first);
        if (error == 0) return Lease(std::move(file), first);
        if (error != EAGAIN && error != EACCES && error != EINTR) return fail(Error::from_errno("lock " + std::string(kIds), error));
    }
    return fail(Error::impossible("all host ids of " + std::string(kIds) + " are taken"));
}

}  // namespace sandbox
