// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/translate.hh"

#include "core/text.hh"
#include "domains/cgroups/translation.hh"

#include <algorithm>
#include <cerrno>

namespace sandbox::cgroups {

std::string_view controller_of(std::string_view file) {
    return file.substr(0, file.find('.'));
}

std::string_view counterpart(Version from, std::string_view controller) {
    static constexpr std::string_view kNames[][2] = {{"blkio", "io"}, {"freezer", "cgroup"}};
    if (from == Version::v1 && controller == "cpuacct") return "cpu";  // v2's cpu is v1's cpu all the same
    for (const auto& [v1, v2] : kNames)
        if (controller == (from == Version::v1 ? v1 : v2)) return from == Version::v1 ? v2 : v1;
    return controller;
}

std::optional<std::uint64_t> size_of(std::string_view text) {
    std::string letters(text);
    if (!letters.empty() && letters.back() >= 'a' && letters.back() <= 'z') letters.back() = static_cast<char>(letters.back() - 'a' + 'A');
    auto size = parse_size(letters);
    if (!size || letters.ends_with('B')) return std::nullopt;
    return static_cast<std::uint64_t>(*size);
}

Error not_faithful(const Setting& setting, std::string_view reason) {
    return Error::usage(setting.file + "=" + setting.value + " has no like in the other cgroup version: " + std::string(reason));
}

Result<bool> has(const Read& read, std::string_view file) {
    auto text = read(file);
    if (text) return true;
    if (text.error().code() == ENOENT) return false;
    return fail(std::move(text).error());
}

Result<std::string> line_of(const Read& read, std::string_view file) {
    std::string text = TRY(read(file));
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

Result<std::uint64_t> number_of(const Read& read, std::string_view file) {
    std::string text = TRY(line_of(read, file));
    auto number = parse_number(text);
    if (!number) return fail(Error::impossible(std::string(file) + ": " + quote(text) + " is no number"));
    return *number;
}

Result<std::uint64_t> field_of(const Read& read, std::string_view file, std::string_view key) {
    std::string text = TRY(read(file));
    for (std::string_view line : split(text, '\n')) {
        if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ' ') continue;
        if (auto number = parse_number(line.substr(key.size() + 1))) return *number;
    }
    return fail(Error::impossible(std::string(file) + " has no line " + quote(key)));
}

static Result<const Translation*> translation_of(Version from, std::string_view file) {
    auto rows = from == Version::v1 ? translations_of_v1() : translations_of_v2();
    auto row = std::ranges::find(rows, file, &Translation::file);
    std::string_view other = from == Version::v1 ? "cgroup v2" : "cgroup v1";
    if (row == rows.end()) return fail(Error::usage(std::string(file) + " has no like in " + std::string(other)));
    return &*row;
}

static Error missing(const Translation& row, std::string_view what) {
    std::string reason(row.reason.empty() ? what : row.reason);
    return Error::usage(std::string(row.file) + " has no like in the other cgroup version: " + reason);
}

Result<std::vector<Setting>> translate_setting(Version from, const Setting& setting, const Read& read) {
    const Translation* row = TRY(translation_of(from, setting.file));
    if (row->write == nullptr) return fail(missing(*row, "it can only be read"));
    return row->write(setting, read);
}

Result<std::string> translate_file(Version wanted, std::string_view file, const Read& read) {
    const Translation* row = TRY(translation_of(wanted, file));
    if (row->get == nullptr) return fail(missing(*row, "it can only be written"));
    return row->get(file, read);
}

}  // namespace sandbox::cgroups
