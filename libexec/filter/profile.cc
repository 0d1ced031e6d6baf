// SPDX-License-Identifier: LGPL-2.1-or-later
#include "profile.hh"

#include <algorithm>
#include <cerrno>
#include <span>

#include "condition.hh"
#include "constant.hh"

namespace sandbox::filter {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kBlank = " \t\r";

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> words;
    for (;;) {
        std::size_t begin = line.find_first_not_of(kBlank);
        if (begin == line.npos) return words;
        line.remove_prefix(begin);
        std::size_t end = std::min(line.find_first_of(kBlank), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

/// A word made of these can name a call, a group or a profile; nothing in it can be a path or confuse a terminal.
bool is_name(std::string_view word) {
    auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    return !word.empty() && std::ranges::all_of(word, good);
}

bool is_printable(std::string_view line) {
    return std::ranges::all_of(line, [](char c) { return (c >= ' ' && c <= '~') || c == '\t' || c == '\r'; });
}

/// The lines read so far, and what they say about the next one.
class Reader {
public:
    Result<void> read(std::string_view line, const std::string& origin);
    Profile profile;

private:
    Result<void> read_group(std::string_view line);
    Result<void> read_extends(Words words);
    Result<void> read_statement(Words words, const std::string& origin);

    std::string group_;
    std::string reason_;
};

std::unexpected<std::string> error(std::string message) { return std::unexpected(std::move(message)); }

Result<void> Reader::read(std::string_view line, const std::string& origin) {
    if (!is_printable(line)) return error("a control or non-ASCII character");
    std::vector<std::string_view> words = split(line);
    if (words.empty() || words[0].starts_with('#')) return {};
    if (words[0].starts_with('[')) return read_group(line.substr(line.find('[')));
    if (words[0] == "extends") return read_extends(words);
    return read_statement(words, origin);
}

Result<void> Reader::read_group(std::string_view line) {
    std::size_t end = line.find(']');
    if (end == line.npos || !is_name(line.substr(1, end - 1))) return error("expected [group] reason");
    std::string_view reason = line.substr(end + 1);
    std::size_t begin = reason.find_first_not_of(kBlank);
    if (begin == reason.npos) return error("a group needs its reason: [group] reason");
    reason = reason.substr(begin, reason.find_last_not_of(kBlank) - begin + 1);
    group_ = line.substr(1, end - 1);
    reason_ = reason;
    return {};
}

Result<void> Reader::read_extends(Words words) {
    if (words.size() != 2 || !is_name(words[1])) return error("expected extends NAME");
    if (!profile.extends.empty()) return error("extends may stand once");
    if (!profile.statements.empty()) return error("extends must stand before all rules");
    profile.extends = words[1];
    return {};
}

/// Takes `allow`, `deny ERRNO` or `enosys` off the front of `words`.
Result<Verdict> take_verdict(Words& words) {
    std::string_view verb = words[0];
    words = words.subspan(1);
    if (verb == "allow") return 0;
    if (verb == "enosys") return ENOSYS;
    if (verb != "deny")
        return error("unknown word '" + std::string(verb) + "': expected allow, deny, enosys, extends or [group]");
    if (words.empty()) return error("expected deny ERRNO NAME...");
    auto value = find_errno(words[0]);
    if (!value) return error("unknown error '" + std::string(words[0]) + "'");
    words = words.subspan(1);
    return *value;
}

Result<void> Reader::read_statement(Words words, const std::string& origin) {
    Statement statement{.group = group_, .reason = reason_, .origin = origin};
    auto verdict = take_verdict(words);
    if (!verdict) return error(verdict.error());
    statement.verdict = *verdict;

    auto when = std::ranges::find(words, "when");
    for (std::string_view name : Words(words.begin(), when)) {
        if (!is_name(name)) return error("'" + std::string(name) + "' cannot be a system call's name");
        statement.names.emplace_back(name);
    }
    if (statement.names.empty()) return error("expected the name of a system call");
    if (when != words.end()) {
        auto condition = parse_condition(Words(std::next(when), words.end()));
        if (!condition) return error(condition.error());
        statement.when = std::move(*condition);
    }
    profile.statements.push_back(std::move(statement));
    return {};
}

}  // namespace

Result<Profile> parse(std::string_view text, std::string_view file) {
    Reader reader;
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string origin = std::string(file) + ":" + std::to_string(++number);
        if (auto done = reader.read(text.substr(begin, end - begin), origin); !done)
            return error(origin + ": " + done.error());
        begin = end + 1;
    }
    return std::move(reader.profile);
}

}  // namespace sandbox::filter
