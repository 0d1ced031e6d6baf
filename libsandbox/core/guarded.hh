// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"

#include <string>

namespace sandbox {

/// A directory or file of the host's that a sandbox is kept from, whatever tree around it is lent to it.
struct Guarded {
    enum class Manner {
        read_only,  ///< it is believed outside: nobody inside may write to it
        hidden,     ///< nobody inside may see it either: who can read takes secrets from it, and locks
    };
    std::string path{};  ///< absolute
    Manner manner = Manner::read_only;
    /// A program that is run outside, and who said so: one that is missing is not made, but refused where it could be made from inside.
    Reason run_by{};
    bool operator==(const Guarded&) const = default;
};

}  // namespace sandbox
