// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/lease.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/socket_owner.hh"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>

namespace sandbox {
namespace {

constexpr const char* kState = "/run/sandbox";
constexpr const char* kLeases = Lease::kDirectory;
constexpr const char* kPairs = "/run/sandbox/leases/pairs";
constexpr int kMostTries = 1024;              ///< of which with one pair in a hundred free one of 30,000 finds none
constexpr std::uint32_t kFiles = 64;          ///< the kernel looks at a file's locks one by one
constexpr std::uint32_t kBlock = 65536;
constexpr std::uint32_t kFirst = 600113152;   ///< the first block that useradd(8) gives no user (SUB_UID_MAX); ours of single ids
constexpr std::uint32_t kLast = 1879048191;   ///< where systemd's container range ends

/// Locks one byte of the file: the id's own. 0, or EAGAIN where somebody else has it.
int lock_id(int file, std::uint32_t id) {
    struct flock byte{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = id, .l_len = 1, .l_pid = 0};
    return ::fcntl(file, F_OFD_SETLK, &byte) == 0 ? 0 : errno;
}

/// Where a search begins: not where the last one did, or each would try all that are taken.
std::uint32_t somewhere() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint32_t>(now.tv_nsec / 1000 + ::getpid());
}

Result<UniqueFd> open_leases(const std::string& path) {
    return open_file(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
}

std::string file_of(std::uint32_t slot) {
    return std::string(kLeases) + "/ids-" + std::to_string(slot % kFiles);
}

bool is_taken(int error) {
    return error == EAGAIN || error == EACCES || error == EINTR;
}

/// Of an abstract socket (unix(7)) that stands for the number.
std::string name_of(std::uint32_t number) {
    return "sandbox/pairs/" + std::to_string(number);
}

/// A socket of that name; it is gone with its last descriptor. The error has the code EADDRINUSE if somebody else has it.
Result<UniqueFd> bind_number(std::uint32_t number) {
    UniqueFd held(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!held) return fail(Error::from_errno("socket"));
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    auto name = name_of(number);
    name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
    auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    if (::bind(held.get(), reinterpret_cast<const sockaddr*>(&address), length) < 0) return fail(Error::from_errno("bind @" + name));
    return held;
}

}  // namespace

Result<UniqueFd> leases_directory() {
    TRY(own_directory(kState, 0755));  // others look for units below it
    return own_directory(kLeases, 0700);
}

bool Lease::may_have_id(std::uint32_t id) {
    return id >= kFirst && id <= kLast;
}

Result<Lease> Lease::take_ids(std::uint32_t size) {
    TRY(leases_directory());
    bool single = size == 1;
    std::uint32_t slots = single ? kBlock : (kLast - kFirst) / kBlock - 1;
    auto start = somewhere();
    for (std::uint32_t attempt = 0; attempt < slots; ++attempt) {
        std::uint32_t slot = (start + attempt) % slots;
        std::uint32_t first = single ? kFirst + slot : kFirst + kBlock * (slot + 1);
        auto file = TRY(open_leases(file_of(slot)));
        int error = lock_id(file.get(), first);
        if (error == 0) return Lease(std::move(file), first);
        if (!is_taken(error)) return fail(Error::from_errno("lock " + file_of(slot), error));
    }
    return fail(Error::impossible("all host ids of " + std::string(kLeases) + " are taken"));
}

/// `start`: where the search begins, of `half` numbers from 0.
Result<Lease> Lease::take_locked_pair(std::uint32_t half, std::uint32_t start) {
    TRY(leases_directory());
    auto file = TRY(open_leases(kPairs));
    for (std::uint32_t attempt = 0; attempt < half; ++attempt) {
        std::uint32_t number = (start + attempt) % half;
        int error = lock_id(file.get(), number);
        if (error == 0) return Lease(std::move(file), number);
        if (!is_taken(error)) return fail(Error::from_errno("lock " + std::string(kPairs), error));
    }
    return fail(Error::impossible("all pairs of categories are taken"));
}

/// Anybody may have any of the names, even all. So each try is anywhere, and not beside those that somebody has taken in a row.
Result<Lease> Lease::take_named_pair(std::uint32_t half) {
    std::uint32_t number = half;
    for (int attempt = 0; attempt < kMostTries; ++attempt) {
        std::uint32_t random = 0;
        if (::getrandom(&random, sizeof random, 0) != sizeof random) return fail(Error::from_errno("getrandom"));
        number = half + random % half;
        auto held = bind_number(number);
        if (held) return Lease(*std::move(held), number);
        if (held.error().code() != EADDRINUSE) return fail(std::move(held).error());
    }
    auto owner = owner_of_socket(name_of(number));
    return fail(Error::impossible(std::to_string(kMostTries) + " pairs of categories were tried, and all are taken, the last by " +
                                  (owner ? "user " + std::to_string(*owner) : "somebody")));
}

Result<Lease> Lease::take_pair(std::uint32_t count) {
    return ::geteuid() == 0 ? take_locked_pair(count / 2, somewhere()) : take_named_pair(count / 2);
}

}  // namespace sandbox
