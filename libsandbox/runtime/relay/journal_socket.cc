// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_socket.hh"

#include "core/clock.hh"
#include "runtime/relay/journald.hh"
#include "runtime/relay/sealed_file.hh"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace sandbox {
namespace {

using journal::append_field;

/// Well below what an ordinary user's socket takes at once (net.core.wmem_default).
constexpr std::size_t kBatch = 64 * 1024;
constexpr std::size_t kMostWaiting = 8u << 20;

Result<UniqueFd> connect(const std::string& path) {
    return connect_to_journald(path, SOCK_DGRAM | SOCK_NONBLOCK);
}

/// `run`: the field that has the invocation.
std::string trusted_fields(const journal::Entries& entries, const JournalOwner& owner, std::string_view run) {
    std::string fields;
    append_field(fields, "SANDBOX_NAME", owner.name);
    append_field(fields, run, owner.invocation);
    if (!owner.unit.empty()) append_field(fields, "SANDBOX_UNIT", owner.unit);
    for (const journal::Field& field : entries.fields) append_field(fields, field.name, field.value);
    return fields += '\n';
}

std::string digit(journal::Level level) {
    return std::to_string(static_cast<int>(level));
}

}  // namespace

JournalSocket::JournalSocket(const journal::Entries& entries, const JournalOwner& owner, UniqueFd socket, std::string path)
    : path_(std::move(path)), socket_(std::move(socket)), level_max_(entries.level_max), rate_(entries.rate_interval, entries.rate_burst),
      trusted_(trusted_fields(entries, owner, "SANDBOX_INVOCATION")) {
    append_field(about_, "SYSLOG_IDENTIFIER", entries.identifier.empty() ? owner.name : entries.identifier);
    append_field(about_, "SYSLOG_FACILITY", "3");  // that of daemons, as journald has it for services
    for (std::size_t level = 0; level < ends_.size(); ++level) {
        append_field(ends_[level], "PRIORITY", digit(static_cast<journal::Level>(level)));
        ends_[level] += about_ + trusted_;
    }
    about_ += trusted_fields(entries, owner, "SANDBOX_ENDED");
}

Result<JournalSocket> JournalSocket::open(const journal::Entries& entries, const JournalOwner& owner, const std::string& path) {
    return JournalSocket(entries, owner, TRY(connect(path)), path);
}

std::size_t JournalSocket::room() const {
    auto of_shortest = ends_[0].size() + 32;  // a line of one byte, its end, and the field's name and length
    return std::clamp<std::size_t>(kMostWaiting / of_shortest * 2, 512, 65536);
}

void JournalSocket::flush() {
    if (!batch_.empty()) waiting_.push_back(std::exchange(batch_, {}));
}

void JournalSocket::make_room_for(std::size_t size) {
    if (batch_.size() + size > kBatch) flush();
    if (batch_.empty()) batch_.reserve(std::max(size, kBatch));
}

void JournalSocket::say(journal::Level level, std::string_view line) {
    if (level > level_max_) return;
    const std::string& end = ends_[static_cast<std::size_t>(level)];
    make_room_for(line.size() + end.size() + 32);
    append_field(batch_, "MESSAGE", line);
    batch_ += end;
}

void JournalSocket::say_end(journal::Level level, std::string_view line, const std::vector<journal::Field>& fields) {
    if (level > level_max_) return;
    std::string entry;
    append_field(entry, "MESSAGE", line);
    append_field(entry, "PRIORITY", digit(level));
    for (const journal::Field& field : fields) append_field(entry, field.name, field.value);
    entry += about_;
    make_room_for(entry.size());
    batch_ += entry;
}

void JournalSocket::tell_dropped(bool at_end) {
    if (!rate_.has_dropped() && refused_ == 0) return;
    auto time = monotonic_now();
    if (!at_end && !rate_.is_over(time)) return;
    if (auto count = rate_.take_dropped(); count > 0)
        say(journal::Level::warning, std::to_string(count) + " lines were dropped: Journal.LogRateLimitBurst");
    if (auto count = std::exchange(refused_, 0); count > 0)
        say(journal::Level::warning, std::to_string(count) + " messages were dropped: longer than Journal.PrivateSyslog takes, or no entries");
}

void JournalSocket::tell_lost() {
    if (std::exchange(has_lost_, false)) say(journal::Level::warning, "lines before this one were lost: journald did not take them");
}

bool JournalSocket::may_be(journal::Level level) {
    if (level > level_max_) return false;
    tell_lost();
    tell_dropped(false);
    return rate_.is_unlimited() || rate_.take(monotonic_now());
}

void JournalSocket::add(journal::Level level, std::string_view line) {
    if (may_be(level)) say(level, line);
}

void JournalSocket::add(const journal::Foreign& entry) {
    if (entry.fields.empty() || !may_be(entry.level)) return;
    make_room_for(entry.fields.size() + trusted_.size() + 32);
    batch_ += entry.fields;
    append_field(batch_, "PRIORITY", digit(entry.level));
    batch_ += trusted_;
}

bool JournalSocket::send() {
    flush();
    for (; !waiting_.empty(); waiting_.pop_front()) {
        const std::string& entries = waiting_.front();
        bool is_too_long = false;
        while ((is_too_long ? send_sealed(socket_.get(), entries) : ::send(socket_.get(), entries.data(), entries.size(), MSG_NOSIGNAL)) < 0) {
            if (errno == EINTR) continue;
            if (errno == EAGAIN) return false;
            if (!is_too_long && (errno == EMSGSIZE || errno == ENOBUFS)) {
                is_too_long = true;
                continue;
            }
            // It was started anew, with another socket of the same name; what even that does not take is lost.
            auto again = errno == ECONNREFUSED || errno == ENOTCONN || errno == ECONNRESET ? connect(path_) : fail(Error::from_errno("send"));
            has_lost_ |= !again;
            if (!again) break;
            socket_ = *std::move(again);
        }
    }
    return true;
}

bool JournalSocket::drain() {
    while (!send()) {
        pollfd room{socket_.get(), POLLOUT, 0};
        if (::poll(&room, 1, 1000) == 0) return false;
    }
    return true;
}

void JournalSocket::finish() {
    tell_dropped(true);
    (void)drain();
}

}  // namespace sandbox
