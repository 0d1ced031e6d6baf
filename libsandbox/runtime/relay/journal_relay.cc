// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_relay.hh"

#include "core/file.hh"
#include "core/text.hh"
#include "domains/journal/facts.hh"
#include "runtime/relay/journal_mark.hh"
#include "runtime/relay/journal_stream.hh"
#include "runtime/relay/pending.hh"
#include "runtime/report/end_entry.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
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

Result<std::unique_ptr<JournalRelay>> JournalRelay::make(const journal::WriteLines& step, const JournalOwner& owner, Stopping stopping, std::size_t kept) {
    auto journal = TRY(JournalSocket::open(step.entries, owner, journal::kSocket));
    std::unique_ptr<JournalRelay> relay(new JournalRelay(std::move(journal), stopping, kept));
    TRY(empty_input());
    if (step.output) TRY(relay->open(1, journal::Level::info, step, owner));
    if (step.errors) TRY(relay->open(2, journal::Level::error, step, owner));
    TRY(relay->lend());
    return relay;
}

/// What journald reads itself; nothing, if the level is not wanted.
static Result<UniqueFd> open_stream(const journal::Entries& entries, const JournalOwner& owner, journal::Level level) {
    if (level > entries.level_max) return open_file("/dev/null", O_WRONLY);
    // sandbox-generator's units say which they are.
    const char* service = ::getenv("SANDBOX_SERVICE");
    bool is_service = service != nullptr && is_clean(service);
    return open_journal_stream(journal::kStreams, entries.identifier.empty() ? owner.name : entries.identifier, is_service ? service : "", level,
                               first_line(owner.name, owner.invocation));
}

Result<void> JournalRelay::open(int descriptor, journal::Level level, const journal::WriteLines& step, const JournalOwner& owner) {
    if (step.way == journal::WriteLines::Way::streams) {
        channels_.push_back({.descriptor = descriptor, .level = level, .to = TRY(open_stream(step.entries, owner, level))});
        return {};
    }
    auto pipe = TRY(make_pipe());
    Channel channel{.descriptor = descriptor, .level = level, .from = std::move(pipe.from), .to = std::move(pipe.to)};
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
    for (const Channel& channel : channels_)
        if (channel.from) lines.push_back({channel.from.get(), POLLIN, 0});
}

void JournalRelay::serve(std::span<const pollfd> lines) {
    if (!journal_.send()) return;
    for (Channel& channel : channels_)
        for (const pollfd& line : lines)
            if (channel.from && line.fd == channel.from.get() && line.revents != 0) (void)move_once(channel);
    (void)journal_.send();
}

std::size_t JournalRelay::move_once(Channel& channel) {
    char buffer[65536];
    auto read = [&] { return ::read(channel.from.get(), buffer, std::min(sizeof buffer, journal_.room())); };
    ssize_t count = read();
    while (count < 0 && errno == EINTR) count = read();
    if (count < 0) return 0;
    channel.lines.add({buffer, static_cast<std::size_t>(count)}, [&](std::string_view line) { take(channel.level, line); });
    return static_cast<std::size_t>(count);
}

void JournalRelay::take(journal::Level level, std::string_view line) {
    tail_.add(line);
    journal_.add(level, line);
}

void JournalRelay::finish() {
    for (Channel& channel : channels_) {
        if (!channel.from) continue;
        for (auto left = pending_in(channel.from.get()); left > 0;) {
            auto moved = move_once(channel);
            if (moved == 0) break;
            left -= std::min(left, moved);
            (void)journal_.send();
        }
        channel.lines.finish([&](std::string_view line) { take(channel.level, line); });
    }
    journal_.finish();
}

void JournalRelay::stop() {
    if (stopping_ == Stopping::with_it) ::raise(SIGSTOP);
}

void JournalRelay::ended(const Report& report, const std::string& name) {
    auto entry = end_entry(report, name);
    journal_.say_end(entry.level, entry.message, entry.fields);
    journal_.finish();
}

void JournalRelay::say(std::string_view lines) {
    journal::Lines own;
    auto take = [&](std::string_view line) { journal_.say(journal::Level::warning, line); };
    own.add(lines, take);
    own.finish(take);
    journal_.finish();
}

}  // namespace sandbox
