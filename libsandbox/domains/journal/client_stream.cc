// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/client_stream.hh"

#include "core/text.hh"

#include <algorithm>

namespace sandbox::journal {
namespace {

constexpr std::size_t kHeaderLines = 7;

/// How many bytes of `text` are its first `count` lines; npos: they are not all there.
std::size_t length_of_lines(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0; --count) {
        auto end = text.find('\n', at);
        if (end == text.npos) return text.npos;
        at = end + 1;
    }
    return at;
}

void set_priority(SyslogLine& line, int priority) {
    line.level = priority & 7;
    if (priority >> 3 != 0) line.facility = priority >> 3;
}

}  // namespace

bool ClientStream::parse_header() {
    auto lines = split(header_, '\n');
    auto priority = parse_number(lines[2]);
    if (!priority || *priority > 191 || (lines[3] != "0" && lines[3] != "1")) return false;
    identifier_ = lines[0];
    set_priority(shape_, static_cast<int>(*priority));
    has_prefix_ = lines[3] == "1";
    has_begun_ = true;
    return true;
}

bool ClientStream::add(std::string_view bytes, const Take& take) {
    if (!has_begun_) {
        auto before = header_.size();
        header_ += bytes.substr(0, kLongestHeader - before);
        auto length = length_of_lines(header_, kHeaderLines);
        if (length == header_.npos) return header_.size() < kLongestHeader;
        bytes.remove_prefix(length - before);
        header_.resize(length);
        if (!parse_header()) return false;
    }
    lines_.add(bytes, [&](std::string_view text) { take_line(text, take); });
    return true;
}

void ClientStream::finish(const Take& take) {
    lines_.finish([&](std::string_view text) { take_line(text, take); });
}

void ClientStream::take_line(std::string_view text, const Take& take) const {
    SyslogLine line = shape_;
    line.identifier = identifier_;
    if (auto priority = has_prefix_ ? take_priority(text) : std::nullopt) set_priority(line, *priority);
    line.message = text;
    if (!text.empty()) take(line);
}

}  // namespace sandbox::journal
