// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

namespace sandbox::journal {

/// Sockets without a name yet; the supervisor holds them too, and reads what comes to them.
struct ListenOp {
    int entries;  ///< datagrams: "socket"
    int syslog;   ///< datagrams: "dev-log"
    int lines;    ///< connections: "stdout"
};

int apply(const ListenOp& op, Context& context) noexcept;

}  // namespace sandbox::journal
