// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <cstdint>
#include <string>

namespace sandbox {

/// A number that no other sandbox of this machine has while we hold it: a file under /run/sandbox/leases, locked by
/// flock, so that it ends with its holder however that ends. The destructor gives it back.
class Lease {
public:
    Lease(Lease&& other) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    /// Leases one block of `size` ids within systemd's container range (524288 to 1879048191). Root only.
    /// Errors: /run/sandbox cannot be made or is somebody else's, all taken.
    static Result<Lease> take_ids(std::uint32_t size);

    std::uint32_t first() const { return first_; }

private:
    Lease(UniqueFd file, std::string path, std::uint32_t first)
        : file_(std::move(file)), path_(std::move(path)), first_(first) {}
    UniqueFd file_;
    std::string path_;
    std::uint32_t first_;
};

}  // namespace sandbox
