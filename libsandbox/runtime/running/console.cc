// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/console.hh"

#include "core/clock.hh"
#include "core/file.hh"
#include "core/signal_queue.hh"
#include "runtime/relay/console_protocol.hh"
#include "runtime/relay/detach_key.hh"
#include "runtime/relay/raw_mode.hh"
#include "runtime/running/stop.hh"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sandbox {
namespace {

Result<UniqueFd> connect_to(const ledger::Running& sandbox) {
    UniqueFd line(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    if (!line) return fail(Error::from_errno("socket"));
    auto address = console::address_in(sandbox.directory.get());
    if (::connect(line.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return line;
    if (errno == ENOENT)
        return fail(Error::impossible("the sandbox " + sandbox.record.name + " has no terminal to connect to")
                        .hint("sandbox-run --detach -p Exec.TTY=always gives it one"));
    return fail(Error::from_errno("connect to the terminal of " + sandbox.record.name));
}

class Client {
public:
    Client(const ledger::Running& sandbox, UniqueFd line) : sandbox_(sandbox), line_(std::move(line)) {}

    Result<int> run() {
        sigset_t all;
        ::sigfillset(&all);
        ::sigprocmask(SIG_BLOCK, &all, nullptr);
        signals_ = TRY(open_signals());
        while (!status_ && !has_ended_) TRY(wait_once());
        raw_.end();
        if (status_) return *status_;
        line_.reset();
        return ledger::parse_exit_status(TRY(wait_for_end(sandbox_)));
    }

private:
    Result<void> wait_once() {
        // Nothing is typed before the terminal is ours.
        pollfd lines[]{{line_.get(), POLLIN, 0}, {signals_.get(), POLLIN, 0}, {is_ours_ ? 0 : -1, POLLIN, 0}};
        if (::poll(lines, std::size(lines), -1) < 0 && errno != EINTR) return fail(Error::from_errno("poll"));
        if (lines[0].revents != 0) TRY(read_line());
        if (lines[2].revents != 0) read_input();
        while (int signal = next_signal(signals_.get())) take(signal);
        return {};
    }

    Result<void> read_line() {
        char packet[console::kMost + 1];
        ssize_t count = ::recv(line_.get(), packet, sizeof packet, 0);
        if (count < 0 && errno == EINTR) return {};
        has_ended_ = count <= 0;
        if (has_ended_) return {};
        if (packet[0] == console::kBusy)
            return fail(Error::impossible("somebody else is at the terminal of " + sandbox_.record.name));
        if (packet[0] == console::kWelcome) begin();
        else if (packet[0] == console::kBytes) return write_all(1, {packet + 1, static_cast<std::size_t>(count - 1)}, "standard output");
        return {};
    }

    void begin() {
        is_ours_ = true;
        raw_.begin(0);
        send_size();
    }

    void read_input() {
        char packet[console::kMost + 1];
        ssize_t count = ::read(0, packet + 1, console::kMost);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
        bool leaves = count <= 0 || (raw_.is_on() && key_.take({packet + 1, static_cast<std::size_t>(count)}, monotonic_now()));
        if (leaves) status_ = 0;
        packet[0] = console::kBytes;
        if (count > 0) ::send(line_.get(), packet, static_cast<std::size_t>(count) + 1, MSG_NOSIGNAL);
    }

    void send_size() {
        winsize size{};
        if (::ioctl(1, TIOCGWINSZ, &size) < 0 && ::ioctl(0, TIOCGWINSZ, &size) < 0) return;
        char packet[1 + sizeof size]{console::kSize};
        std::memcpy(packet + 1, &size, sizeof size);
        ::send(line_.get(), packet, sizeof packet, MSG_NOSIGNAL);
    }

    void take(int signal) {
        if (signal == SIGWINCH && is_ours_) send_size();
        if (asks_for_end(signal)) status_ = 128 + signal;
        if (signal != SIGTSTP) return;
        raw_.end();
        ::raise(SIGSTOP);
        if (is_ours_) begin();
    }

    const ledger::Running& sandbox_;
    UniqueFd line_;
    UniqueFd signals_{};
    RawMode raw_{};
    DetachKey key_{};
    bool is_ours_ = false;
    bool has_ended_ = false;
    std::optional<int> status_{};
};

}  // namespace

Result<int> attach_console(const ledger::Running& sandbox) {
    return Client(sandbox, TRY(connect_to(sandbox))).run();
}

}  // namespace sandbox
