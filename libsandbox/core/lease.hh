// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <cstdint>

namespace sandbox {

/// A number that no other sandbox of this machine has while we hold it: a lock on one byte of a file in /run/sandbox/leases. It
/// belongs to the open file (F_OFD_SETLK of fcntl(2)), so it ends with its holder however that ends, and leaves nothing.
class Lease {
public:
    /// Where root's are.
    static constexpr const char* kDirectory = "/run/sandbox/leases";

    /// Leases one block of `size` ids within systemd's container range (524288 to 1879048191), beyond those that users get
    /// for their own (/etc/subuid). Root only.
    /// Errors: /run/sandbox cannot be made or is somebody else's, all taken.
    static Result<Lease> take_ids(std::uint32_t size);

    /// Whether an id is one that take_ids() may give: nobody on the host has it, and no other sandbox while it is leased.
    static bool may_have_id(std::uint32_t id);

    /// Leases one number below `count`, for a pair of SELinux's categories. The lower half is root's, by locks in
    /// /run/sandbox/leases/pairs. The upper half is that of ordinary users, who share no directory: by names of abstract sockets
    /// (unix(7)), which are this network namespace's, and which anybody may have: after many that are taken no more are tried, and the
    /// error says who has the last. Errors: as above.
    static Result<Lease> take_pair(std::uint32_t count);

    std::uint32_t first() const { return first_; }

private:
    static Result<Lease> take_locked_pair(std::uint32_t half, std::uint32_t start);
    static Result<Lease> take_named_pair(std::uint32_t half);
    Lease(UniqueFd file, std::uint32_t first) : file_(std::move(file)), first_(first) {}
    UniqueFd file_;
    std::uint32_t first_;
};

/// The directory of root's leases, made if it is missing. Nobody else may open it, or lock it.
Result<UniqueFd> leases_directory();

}  // namespace sandbox
