// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/ini.hh"

#include "core/text.hh"

#include <algorithm>
#include <utility>

namespace sandbox::convert {
namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string_view strip(std::string_view text) {
    auto first = text.find_first_not_of(kBlank);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool is_comment(std::string_view line) {
    return line.starts_with('#') || line.starts_with(';');
}

/// By a backslash at its end that no other one escapes.
bool goes_on(std::string_view line) {
    auto last = line.find_last_not_of('\\');
    auto backslashes = line.size() - (last == line.npos ? 0 : last + 1);
    return backslashes % 2 == 1;
}

class Reader {
public:
    explicit Reader(const std::string& name) : name_(name) {}

    Result<void> take(std::string_view line) {
        ++number_;
        if (line.ends_with('\r')) line.remove_suffix(1);
        std::string clean(line);  // but for tabs
        std::ranges::replace(clean, '\t', ' ');
        if (!is_clean(clean)) return fail(Error::usage("control characters, or bytes that are no UTF-8").at(Origin::file(name_, number_, 1)));
        bool is_first = pending_.empty();
        if (is_comment(strip(line)) || (is_first && strip(line).empty())) return {};
        if (is_first) first_ = number_;
        pending_ += line;
        if (goes_on(line)) return pending_.back() = ' ', Result<void>();
        return finish();
    }

    /// The end of the file ends a line, too.
    Result<void> finish() {
        auto line = std::exchange(pending_, {});
        auto text = strip(line);
        if (text.empty()) return {};
        auto place = [&](std::size_t at) { return Origin::file(name_, first_, static_cast<int>(at) + 1); };
        auto begin = static_cast<std::size_t>(text.data() - line.data());
        if (text.starts_with('[')) {
            if (!text.ends_with(']')) return fail(Error::usage("a section's name ends with ]").at(place(begin)));
            section_ = text.substr(1, text.size() - 2);
            return {};
        }
        auto equals = text.find('=');
        if (equals == text.npos || equals == 0) return fail(Error::usage("expected KEY=VALUE or [SECTION], found " + quote(text)).at(place(begin)));
        if (section_.empty()) return fail(Error::usage("it stands in no section").at(place(begin)));
        auto value = strip(text.substr(equals + 1));
        auto at = value.empty() ? begin + equals + 1 : static_cast<std::size_t>(value.data() - line.data());
        found.push_back({section_, std::string(strip(text.substr(0, equals))), std::string(value), place(at)});
        return {};
    }

    std::vector<Assigned> found{};

private:
    const std::string& name_;
    std::string section_{};
    std::string pending_{};
    int number_ = 0;
    int first_ = 0;
};

}  // namespace

Result<std::vector<Assigned>> read_ini(std::string_view text, const std::string& name) {
    if (text.size() > kMaxBytes) return fail(Error::usage("larger than 1 MiB").at(Origin::file(name)));
    Reader reader(name);
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    for (std::string_view line : split(text, '\n')) TRY(reader.take(line));
    TRY(reader.finish());
    return std::move(reader.found);
}

}  // namespace sandbox::convert
