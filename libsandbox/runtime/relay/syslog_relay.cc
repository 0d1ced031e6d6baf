// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/syslog_relay.hh"

#include "runtime/relay/sealed_file.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <unistd.h>

namespace sandbox {
namespace {

/// More than a client's socket takes at once (net.core.wmem_max): what is longer comes as a file.
constexpr std::size_t kDatagram = 256 * 1024;

/// The descriptor that came along, if one did: there is no room for more, and the kernel closes those.
UniqueFd descriptor_of(const msghdr& message) {
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header == nullptr || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) return {};
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return UniqueFd(fd);
}

}  // namespace

SyslogRelay::SyslogRelay(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets, Listener lines, JournalSocket journal)
    : entries_(entries), identifier_(entries.identifier.empty() ? owner.name : entries.identifier), native_(std::move(sockets.entries)),
      syslog_(std::move(sockets.syslog)), streams_(std::move(lines)), journal_(std::move(journal)) {}

Result<std::unique_ptr<SyslogRelay>> SyslogRelay::make(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets,
                                                       const std::string& path) {
    auto journal = TRY(JournalSocket::open(entries, owner, path));
    auto lines = TRY(Listener::make(std::move(sockets.lines)));
    return std::unique_ptr<SyslogRelay>(new SyslogRelay(entries, owner, std::move(sockets), std::move(lines), std::move(journal)));
}

void SyslogRelay::wait_for(std::vector<pollfd>& lines) {
    if (!journal_.is_idle()) return lines.push_back({journal_.descriptor(), POLLOUT, 0});
    for (int socket : {native_.get(), syslog_.get()}) lines.push_back({socket, POLLIN, 0});
    streams_.wait_for(lines);
}

void SyslogRelay::serve(std::span<const pollfd> lines) {
    if (!journal_.send()) return;
    for (int socket : {native_.get(), syslog_.get()})
        for (const pollfd& line : lines)
            if (line.fd == socket && line.revents != 0) (void)read_some(socket);
    streams_.serve(lines, journal_.room(), take_line());
    (void)journal_.send();
}

bool SyslogRelay::read_some(int socket) {
    // Also who writes what is dropped, as fast as we read it, leaves the supervisor time for the rest of its work.
    constexpr int kAtOnce = 256;
    for (int count = 0; count < kAtOnce && !journal_.has_batch(); ++count)
        if (!read_one(socket)) return false;
    return true;
}

bool SyslogRelay::read_one(int socket) {
    buffer_.resize(kDatagram);
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
    iovec bytes{buffer_.data(), buffer_.size()};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = CMSG_LEN(sizeof(int));  // behind it the kernel would put a second one
    ssize_t count = ::recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (count < 0) return errno == EINTR;
    auto file = descriptor_of(message);
    bool is_file = file && count == 0 && socket == native_.get();
    auto content = is_file ? read_sealed(file.get(), kLongest) : std::nullopt;
    if (content) take_message(socket, *content);
    else if (is_file || (message.msg_flags & MSG_TRUNC) != 0) journal_.refuse();
    else take_message(socket, std::string_view(buffer_).substr(0, static_cast<std::size_t>(count)));
    return true;
}

void SyslogRelay::take_message(int socket, std::string_view message) {
    if (socket == native_.get()) take_entries(message);
    else journal_.add(journal::take_over(journal::parse_syslog(message), identifier_));
}

void SyslogRelay::take_entries(std::string_view message) {
    for (std::size_t count = 0; !message.empty(); ++count) {
        if (count == kMostEntries) return journal_.refuse();
        journal_.add(journal::take_over(journal::take_entry(message).fields, entries_.fields, identifier_));
    }
}

StreamServer::Take SyslogRelay::take_line() {
    return [this](const journal::SyslogLine& line) { journal_.add(journal::take_over(line, identifier_)); };
}

void SyslogRelay::finish() {
    // Without a pid namespace somebody may still be there, and write for ever.
    constexpr int kMostRounds = 4096;
    int rounds = 0;
    auto goes_on = [&] { return ++rounds < kMostRounds && journal_.drain(); };
    for (int socket : {native_.get(), syslog_.get()})
        while (read_some(socket) && goes_on()) {}
    while (!streams_.finish(journal_.room(), take_line()) && goes_on()) {}
    journal_.finish();
}

std::vector<int> SyslogRelay::descriptors() const {
    auto all = streams_.descriptors();
    all.insert(all.end(), {native_.get(), syslog_.get(), journal_.descriptor()});
    return all;
}

}  // namespace sandbox
