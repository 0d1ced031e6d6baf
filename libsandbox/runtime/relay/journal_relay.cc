// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_relay.hh"

#include "core/file.hh"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace sandbox {

/// A terminal of the caller's is nobody's input but the caller's.
static Result<void> empty_input() {
    if (::isatty(0) == 0) return {};
    auto null = TRY(open_file("/dev/null", O_RDONLY));
    if (::dup2(null.get(), 0) < 0) return fail(Error::from_errno("dup2"));
    return {};
}

Result<std::unique_ptr<JournalRelay>> JournalRelay::make(const journal::WriteEntries& step, const JournalOwner& owner, Stopping stopping) {
    std::unique_ptr<JournalRelay> relay(new JournalRelay(TRY(JournalSocket::open(step, owner)), stopping));
    TRY(empty_input());
    if (step.output) TRY(relay->open(1, journal::Level::info));
    if (step.errors) TRY(relay->open(2, journal::Level::error));
    TRY(relay->lend());
    return relay;
}

Result<void> JournalRelay::open(int descriptor, journal::Level level) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0) return fail(Error::from_errno("pipe2"));
    Channel channel{.descriptor = descriptor, .level = level, .from = UniqueFd(ends[0]), .to = UniqueFd(ends[1])};
    // Only our end: the sandbox's is as blocking as any program expects.
    if (::fcntl(channel.from.get(), F_SETFL, O_NONBLOCK) < 0) return fail(Error::from_errno("fcntl"));
    channels_.push_back(std::move(channel));
    return {};
}

Result<void> JournalRelay::lend() {
    for (Channel& channel : channels_) {
        channel.own = UniqueFd(::fcntl(channel.descriptor, F_DUPFD_CLOEXEC, 3));
        if (!channel.own || ::dup2(channel.to.get(), channel.descriptor) < 0) return fail(Error::from_errno("dup2"));
    }
    return {};
}

void JournalRelay::take_back() {
    for (Channel& channel : channels_)
        if (auto own = std::exchange(channel.own, {})) ::dup2(own.get(), channel.descriptor);
}

void JournalRelay::wait_for(std::vector<pollfd>& lines) {
    // Nothing more is taken while journald is behind.
    if (!journal_.is_idle()) return lines.push_back({journal_.descriptor(), POLLOUT, 0});
    for (const Channel& channel : channels_) lines.push_back({channel.from.get(), POLLIN, 0});
}

void JournalRelay::serve(std::span<const pollfd> lines) {
    if (!journal_.send()) return;
    for (Channel& channel : channels_)
        for (const pollfd& line : lines)
            if (line.fd == channel.from.get() && line.revents != 0) (void)move_once(channel);
    (void)journal_.send();
}

bool JournalRelay::move_once(Channel& channel) {
    char buffer[65536];
    ssize_t count = ::read(channel.from.get(), buffer, sizeof buffer);
    if (count < 0) return errno == EINTR;
    channel.lines.add({buffer, static_cast<std::size_t>(count)}, [&](std::string_view line) { journal_.add(channel.level, line); });
    return count > 0;
}

void JournalRelay::finish() {
    for (Channel& channel : channels_) {
        while (move_once(channel)) (void)journal_.send();
        channel.lines.finish([&](std::string_view line) { journal_.add(channel.level, line); });
    }
    journal_.finish();
}

void JournalRelay::stop() {
    if (stopping_ == Stopping::with_it) ::raise(SIGSTOP);
}

void JournalRelay::say(std::string_view lines) {
    journal::Lines own;
    auto take = [&](std::string_view line) { journal_.say(journal::Level::warning, line); };
    own.add(lines, take);
    own.finish(take);
    journal_.finish();
}

}  // namespace sandbox
