// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/stream_server.hh"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace sandbox {

void StreamServer::wait_for(std::vector<pollfd>& lines) const {
    if (clients_.size() < kMostClients) lines.push_back(listener_.to_poll());
    for (const Client& client : clients_) lines.push_back({client.socket.get(), POLLIN, 0});
}

bool StreamServer::accept() {
    auto socket = listener_.accept();
    if (!socket) return false;
    clients_.push_back({.socket = std::move(socket)});
    return true;
}

bool StreamServer::read(Client& client, std::size_t most, bool at_end, const Take& take) {
    char buffer[65536];
    // Not by recvmsg(2): descriptors that somebody sends along are closed by the kernel.
    ssize_t count = ::read(client.socket.get(), buffer, std::min(sizeof buffer, most));
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
        if (errno == EAGAIN && at_end) client.stream.finish(take);
        return errno == EINTR || !at_end;
    }
    if (count > 0 && client.stream.add({buffer, static_cast<std::size_t>(count)}, take)) return true;
    if (count == 0) client.stream.finish(take);
    return false;
}

void StreamServer::serve(std::span<const pollfd> lines, std::size_t most, const Take& take) {
    auto is_ready = [&](int fd) { return std::ranges::any_of(lines, [&](const pollfd& line) { return line.fd == fd && line.revents != 0; }); };
    std::erase_if(clients_, [&](Client& client) { return is_ready(client.socket.get()) && !read(client, most, false, take); });
    if (is_ready(listener_.to_poll().fd) && clients_.size() < kMostClients) (void)accept();
}

bool StreamServer::finish(std::size_t most, const Take& take) {
    while (clients_.size() < kMostClients && accept()) {}
    std::erase_if(clients_, [&](Client& client) { return !read(client, most, true, take); });
    return clients_.empty();
}

}  // namespace sandbox
