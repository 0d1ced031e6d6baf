// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_socket.hh"

#include "domains/journal/facts.hh"
#include "runtime/post_mortem.hh"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace sandbox {
namespace {

Result<UniqueFd> connect_to_journald() {
    UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) return fail(Error::from_errno("socket"));
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::strcpy(address.sun_path, journal::kSocket);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
        return fail(Error::from_errno(std::string("connect to journald at ") + journal::kSocket));
    return socket;
}

/// SYSLOG_FACILITY 3 is that of daemons, as journald has it for services.
std::string fields_of(const journal::WriteEntries& step, const JournalOwner& owner) {
    using journal::print_field;
    std::string fields = print_field("SYSLOG_IDENTIFIER", step.identifier.empty() ? owner.name : step.identifier);
    fields += print_field("SYSLOG_FACILITY", "3") + print_field("SANDBOX_NAME", owner.name);
    fields += print_field("SANDBOX_INVOCATION", owner.invocation);
    if (!owner.unit.empty()) fields += print_field("SANDBOX_UNIT", owner.unit);
    for (const journal::Field& field : step.fields) fields += print_field(field.name, field.value);
    return fields;
}

journal::Microseconds now() {
    return journal::Microseconds(now_microseconds());
}

}  // namespace

JournalSocket::JournalSocket(const journal::WriteEntries& step, const JournalOwner& owner, UniqueFd socket)
    : socket_(std::move(socket)), level_max_(step.level_max), rate_(step.rate_interval, step.rate_burst), fields_(fields_of(step, owner)) {}

Result<JournalSocket> JournalSocket::open(const journal::WriteEntries& step, const JournalOwner& owner) {
    return JournalSocket(step, owner, TRY(connect_to_journald()));
}

void JournalSocket::say(journal::Level level, std::string_view line) {
    if (level > level_max_) return;
    auto priority = std::to_string(static_cast<int>(level));
    waiting_.push_back(journal::print_field("MESSAGE", line) + journal::print_field("PRIORITY", priority) + fields_);
}

void JournalSocket::tell_dropped(bool at_end) {
    if (auto count = rate_.take_dropped(now(), at_end); count > 0)
        say(journal::Level::warning, std::to_string(count) + " lines were dropped: Journal.LogRateLimitBurst");
}

void JournalSocket::add(journal::Level level, std::string_view line) {
    if (level > level_max_) return;
    tell_dropped(false);
    if (rate_.take(now())) say(level, line);
}

bool JournalSocket::send() {
    for (; !waiting_.empty(); waiting_.pop_front()) {
        const std::string& entry = waiting_.front();
        while (::send(socket_.get(), entry.data(), entry.size(), MSG_NOSIGNAL) < 0) {
            if (errno == EINTR) continue;
            if (errno == EAGAIN) return false;
            // It was started anew, with another socket of the same name; what even that does not take is lost.
            auto again = errno == ECONNREFUSED || errno == ENOTCONN || errno == ECONNRESET ? connect_to_journald() : fail(Error::from_errno("send"));
            if (!again) break;
            socket_ = *std::move(again);
        }
    }
    return true;
}

void JournalSocket::finish() {
    tell_dropped(true);
    while (!send()) {
        pollfd room{socket_.get(), POLLOUT, 0};
        if (::poll(&room, 1, 1000) == 0) return;
    }
}

}  // namespace sandbox
