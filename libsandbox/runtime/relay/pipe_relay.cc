// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/pipe_relay.hh"

#include "core/file.hh"
#include "core/signal.hh"
#include "runtime/relay/pending.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sandbox {
namespace {

constexpr std::size_t kAtOnce = 1u << 20;

mode_t kind_of(int fd) {
    struct stat status {};
    return ::fstat(fd, &status) == 0 ? status.st_mode & S_IFMT : 0;
}

/// A file takes bytes as fast as they come, and a terminal has a relay of its own.
bool is_relayed(int fd) {
    return kind_of(fd) == S_IFIFO || kind_of(fd) == S_IFSOCK;
}

/// Never waits for bytes: EAGAIN.
ssize_t read_some(int from, char* buffer, std::size_t size) {
    pollfd bytes{from, POLLIN, 0};
    if (::poll(&bytes, 1, 0) == 0) return errno = EAGAIN, -1;
    return ::read(from, buffer, size);
}

/// What splice(2) does, through memory: waits for room once bytes are read.
ssize_t copy(int from, int to, std::size_t most) {
    char buffer[4096];
    ssize_t count = read_some(from, buffer, std::min(most, sizeof buffer));
    if (count <= 0) return count;
    auto written = write_all(to, {buffer, static_cast<std::size_t>(count)}, "");
    if (!written) errno = written.error().code();
    return written ? count : -1;
}

}  // namespace

Result<PipeRelay::Channel> PipeRelay::make_channel(int to) {
    auto pipe = TRY(make_pipe());
    return Channel{.to = to, .from = std::move(pipe.from), .guests = std::move(pipe.to), .is_socket = kind_of(to) == S_IFSOCK};
}

Result<std::unique_ptr<PipeRelay>> PipeRelay::make(int (&standard)[3]) {
    auto relay = std::make_unique<PipeRelay>();
    for (int fd : {1, 2}) {
        if (!is_relayed(fd)) continue;
        if (fd == 2 && standard[1] >= 0 && is_same_open_file(1, 2)) {
            standard[2] = standard[1];
            continue;
        }
        auto& channel = relay->channels_.emplace_back(TRY(make_channel(fd)));
        standard[fd] = channel.guests.get();
    }
    return relay->channels_.empty() ? nullptr : std::move(relay);
}

void PipeRelay::wait_for(std::vector<pollfd>& lines) {
    for (const Channel& channel : channels_) {
        // First for bytes, then for room: a poll that waits for both wakes for either.
        if (channel.has_bytes) lines.push_back({channel.to, POLLOUT, 0});
        else lines.push_back({channel.from.get(), POLLIN, 0});
    }
}

void PipeRelay::serve(std::span<const pollfd> lines) {
    for (std::size_t index = 0; index < lines.size(); ++index) {
        Channel& channel = channels_[index];
        if (lines[index].revents == 0) continue;
        if (!channel.has_bytes) channel.has_bytes = true;
        else (void)move_some(channel, kAtOnce), channel.has_bytes = !channel.held.empty();
    }
}

void PipeRelay::started() {
    for (Channel& channel : channels_) channel.guests.reset();
}

/// What splice(2) does, to a socket, and never waits for room, whatever the socket does for others.
ssize_t PipeRelay::send_some(Channel& channel, std::size_t most) {
    if (channel.held.empty()) {
        char buffer[32 * 1024];
        ssize_t count = read_some(channel.from.get(), buffer, std::min(most, sizeof buffer));
        if (count <= 0) return count;
        channel.held.assign(buffer, static_cast<std::size_t>(count));
    }
    ssize_t count = ::send(channel.to, channel.held.data(), channel.held.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count > 0) channel.held.erase(0, static_cast<std::size_t>(count));
    return count;
}

std::size_t PipeRelay::move_some(Channel& channel, std::size_t most) {
    while (channel.from) {
        ssize_t count = channel.is_socket ? send_some(channel, most)
                      : channel.is_copied ? copy(channel.from.get(), channel.to, most)
                                          : ::splice(channel.from.get(), nullptr, channel.to, nullptr, most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
        if (count > 0) return static_cast<std::size_t>(count);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return 0;
        if (count < 0 && (errno == EINVAL || errno == ENOSYS) && !std::exchange(channel.is_copied, true)) continue;
        bool is_read = count < 0 && errno != EPIPE && errno != ECONNRESET;
        if (is_read) loss_.note(fail(Error::from_errno(std::string("write standard ") + (channel.to == 1 ? "output" : "error"))));
        channel.held.clear();
        channel.from.reset();  // the end, or nobody takes it: then the guest gets SIGPIPE
    }
    return 0;
}

void PipeRelay::finish() {
    // From here on nobody hands signals on: those that end a program end us, while a reader keeps us waiting.
    release_ending_signals();
    for (Channel& channel : channels_) {
        if (!channel.from) continue;
        for (auto left = pending_in(channel.from.get()) + channel.held.size(); left > 0 && channel.from;) {
            pollfd room{channel.to, POLLOUT, 0};
            if (::poll(&room, 1, -1) < 0 && errno != EINTR) {
                loss_.note(fail(Error::from_errno("poll")));
                break;
            }
            auto moved = move_some(channel, std::min(left, kAtOnce));
            if (moved == 0 && channel.held.empty() && pending_in(channel.from.get()) == 0) break;
            left -= moved;
        }
    }
}

void PipeRelay::stop() {
    ::raise(SIGSTOP);
}

}  // namespace sandbox
