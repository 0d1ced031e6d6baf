// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/audit.hh"

#include "core/clock.hh"
#include "core/fd.hh"
#include "core/text.hh"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <linux/audit.h>
#include <linux/netlink.h>
#include <poll.h>
#include <sys/socket.h>

namespace sandbox::audit {
namespace {

std::int64_t in_milliseconds(Microseconds time) {
    return time.count() / 1000;
}

std::string from_hex(std::string_view hex) {
    std::string text;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
        unsigned byte = 0;
        auto [end, error] = std::from_chars(hex.data() + at, hex.data() + at + 2, byte, 16);
        if (error != std::errc() || end != hex.data() + at + 2) return std::string(hex);
        text += static_cast<char>(byte);
    }
    return text;
}

}  // namespace

std::string_view field(std::string_view record, std::string_view key) {
    auto at = record.find(key);
    if (at == record.npos) return {};
    auto value = record.substr(at + key.size());
    return value.substr(0, value.find_first_of(" \n"));
}

std::string text_field(std::string_view record, std::string_view key) {
    auto value = field(record, key);
    if (value.size() > 1 && value.front() == '"' && value.back() == '"') return std::string(value.substr(1, value.size() - 2));
    return value.size() % 2 == 0 ? from_hex(value) : std::string(value);
}

std::int64_t time_of(std::string_view record) {
    auto seconds = record.find("audit(");
    auto dot = record.find('.', seconds);
    if (seconds == record.npos || dot == record.npos) return 0;
    auto whole = parse_number(record.substr(seconds + 6, dot - seconds - 6));
    auto part = parse_number(record.substr(dot + 1, 3));
    return whole && part ? static_cast<std::int64_t>(*whole * 1000 + *part) : 0;
}

std::int64_t earliest_time(std::uint64_t start) {
    constexpr std::int64_t kTick = 20;  // the event's time is the real one, to a tick
    return real_milliseconds() - (in_milliseconds(monotonic_now()) - static_cast<std::int64_t>(start / 1000)) - kTick;
}

bool is_behind() {
    constexpr int kPatience = 100;  // milliseconds: a thread of the kernel's answers
    UniqueFd line(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT));
    nlmsghdr question{.nlmsg_len = NLMSG_LENGTH(0), .nlmsg_type = AUDIT_GET, .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = 1, .nlmsg_pid = 0};
    if (!line || ::send(line.get(), &question, question.nlmsg_len, 0) < 0) return false;
    pollfd answered{line.get(), POLLIN, 0};
    char answer[512];
    ssize_t length = ::poll(&answered, 1, kPatience) > 0 ? ::recv(line.get(), answer, sizeof answer, MSG_DONTWAIT) : -1;
    nlmsghdr header;
    audit_status status;
    if (length < static_cast<ssize_t>(NLMSG_LENGTH(offsetof(audit_status, backlog) + sizeof status.backlog))) return false;
    std::memcpy(&header, answer, sizeof header);
    std::memcpy(&status, answer + NLMSG_HDRLEN, std::min(sizeof status, static_cast<std::size_t>(length) - NLMSG_HDRLEN));
    return header.nlmsg_type == AUDIT_GET && status.pid == 0 && status.backlog > 0;
}

std::int64_t real_milliseconds() {
    return in_milliseconds(real_now());
}

}  // namespace sandbox::audit
