// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/console_relay.hh"

#include "core/file.hh"
#include "runtime/relay/console_protocol.hh"
#include "runtime/relay/pty.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sandbox {
namespace {

constexpr winsize kSize{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};

Result<UniqueFd> listen_in(int entry) {
    UniqueFd listener(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!listener) return fail(Error::from_errno("socket"));
    auto address = console::address_in(entry);
    ::unlinkat(entry, console::kSocket, 0);
    if (::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0 || ::listen(listener.get(), 4) < 0)
        return fail(Error::from_errno("listen at the terminal's socket in the ledger"));
    return listener;
}

}  // namespace

Result<std::unique_ptr<ConsoleRelay>> ConsoleRelay::make(LogFile file, int entry) {
    auto log = TRY(LogRelay::make(std::move(file)));
    UniqueFd errors(::fcntl(2, F_DUPFD_CLOEXEC, 3));
    if (!errors) return fail(Error::from_errno("dup"));
    auto master = TRY(pty::open_master());
    auto listener = TRY(Listener::make(TRY(listen_in(entry))));
    std::unique_ptr<ConsoleRelay> relay(new ConsoleRelay(std::move(log), std::move(errors), std::move(master), std::move(listener)));
    ::ioctl(relay->master_.get(), TIOCSWINSZ, &kSize);
    TRY(relay->lend());
    return relay;
}

Result<void> ConsoleRelay::lend() {
    slave_ = TRY(pty::open_slave(master_));
    for (int fd : {0, 1, 2})
        if (::dup2(slave_.get(), fd) < 0) return fail(Error::from_errno("dup2"));
    return {};
}

void ConsoleRelay::started() {
    log_->started();
    ::dup2(1, 0);
    ::dup2(errors_.get(), 2);
}

Result<void> ConsoleRelay::again() {
    inwards_.clear();
    loss_.forget();
    TRY(log_->again());
    return lend();
}

/// Whoever is connected, or comes, types ahead and may leave.
Result<Relay*> ConsoleRelay::between() {
    slave_ = TRY(pty::open_slave(master_));  // the session that ended hung the last one up
    return this;
}

void ConsoleRelay::wait_for(std::vector<pollfd>& lines) {
    auto wanted = [](bool in, bool out) { return static_cast<short>((in ? POLLIN : 0) | (out ? POLLOUT : 0)); };
    lines.push_back({master_.get(), wanted(outwards_.empty(), !inwards_.empty()), 0});
    lines.push_back(listener_.to_poll());
    lines.push_back({client_.get(), wanted(inwards_.empty(), !outwards_.empty()), 0});
    log_->wait_for(lines);
}

void ConsoleRelay::serve(std::span<const pollfd> lines) {
    if (lines[0].revents & POLLOUT) loss_.note(pty::write_some(master_.get(), inwards_));
    if (lines[2].revents & POLLOUT) send_some();
    if (lines[2].revents & (POLLIN | POLLHUP | POLLERR)) read_client();
    if (lines[0].revents & (POLLIN | POLLHUP)) read_master();
    if (lines[1].revents != 0) accept();
    log_->serve(lines.subspan(3));
}

void ConsoleRelay::accept() {
    auto one = listener_.accept();
    if (!one) return;
    const char& answer = client_ ? console::kBusy : console::kWelcome;
    bool is_there = ::send(one.get(), &answer, 1, MSG_NOSIGNAL) == 1;
    if (client_ || !is_there) return;
    client_ = std::move(one);
    is_new_ = true;
}

void ConsoleRelay::lose_client() {
    client_.reset();
    outwards_.clear();
}

void ConsoleRelay::read_client() {
    char packet[console::kMost + 1];
    ssize_t count = ::recv(client_.get(), packet, sizeof packet, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) return lose_client();
    if (packet[0] == console::kBytes) inwards_.append(packet + 1, static_cast<std::size_t>(count - 1));
    winsize size{};
    if (packet[0] != console::kSize || static_cast<std::size_t>(count) != 1 + sizeof size) return;
    std::memcpy(&size, packet + 1, sizeof size);
    resize(size);
}

void ConsoleRelay::resize(const winsize& size) {
    winsize other = size;
    other.ws_row = static_cast<unsigned short>(size.ws_row + 1);
    // Whoever comes sees nothing until the screen is drawn anew, and programs do that for a new size only.
    if (std::exchange(is_new_, false)) ::ioctl(master_.get(), TIOCSWINSZ, &other);
    ::ioctl(master_.get(), TIOCSWINSZ, &size);
}

void ConsoleRelay::read_master() {
    std::string bytes;
    loss_.note(pty::read_some(master_.get(), bytes));
    if (!bytes.empty()) log_->say(bytes);
    if (client_) outwards_ += bytes;
}

void ConsoleRelay::send_some() {
    auto part = console::kBytes + outwards_.substr(0, console::kMost);
    ssize_t count = ::send(client_.get(), part.data(), part.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) outwards_.erase(0, static_cast<std::size_t>(count - 1));
    else if (errno != EAGAIN && errno != EINTR) lose_client();
}

void ConsoleRelay::finish() {
    // Without a pid namespace somebody may still be there, and write for ever.
    for (std::size_t moved = 0; moved <= pty::kMostHeld;) {
        pollfd room{client_.get(), POLLOUT, 0};
        while (!outwards_.empty() && ::poll(&room, 1, 1000) > 0) send_some();
        outwards_.clear();
        std::string bytes;
        loss_.note(pty::read_some(master_.get(), bytes));
        if (bytes.empty()) break;
        moved += bytes.size();
        log_->say(bytes);
        if (client_) outwards_ = std::move(bytes);
    }
    log_->finish();
}

}  // namespace sandbox
