// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/sockets.hh"

#include "core/bench.hh"

#include <fcntl.h>
#include <sys/socket.h>

namespace sandbox::journal {

static Result<UniqueFd> open_socket(int type, Bench& bench, int& childs) {
    UniqueFd socket(::socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) return fail(Error::from_errno("socket"));
    UniqueFd ours(::fcntl(socket.get(), F_DUPFD_CLOEXEC, 3));
    if (!ours) return fail(Error::from_errno("fcntl"));
    childs = bench.keep.fd(std::move(socket));
    return ours;
}

Result<Sockets> open_sockets(Bench& bench, ListenOp& op) {
    auto entries = TRY(open_socket(SOCK_DGRAM, bench, op.entries));
    auto syslog = TRY(open_socket(SOCK_DGRAM, bench, op.syslog));
    auto lines = TRY(open_socket(SOCK_STREAM, bench, op.lines));
    return Sockets{std::move(entries), std::move(syslog), std::move(lines)};
}

}  // namespace sandbox::journal
