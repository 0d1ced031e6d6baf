// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/translate.hh"

#include <cstdint>
#include <optional>
#include <span>

/// The rows of both directions, and what they are made of. For translate*.cc only.
namespace sandbox::cgroups {

/// How one file of one version is had on a host of the other. A function that is missing is a direction that there is not.
struct Translation {
    std::string_view file;
    Result<std::vector<Setting>> (*write)(const Setting& setting, const Read& read) = nullptr;
    Result<std::string> (*get)(std::string_view file, const Read& read) = nullptr;
    std::string_view reason{};  ///< why a direction is missing
};

std::span<const Translation> translations_of_v1();
std::span<const Translation> translations_of_v2();

/// "9223372036854771712": no limit, as v1's memory files say it.
inline constexpr std::uint64_t kUnlimitedV1 = 0x7ffffffffffff000;

/// A number of bytes as the kernel's memparse() takes it: "64m", "64M", "67108864".
std::optional<std::uint64_t> size_of(std::string_view text);

Error not_faithful(const Setting& setting, std::string_view reason);
/// Whether the host has the file, or why that cannot be told.
Result<bool> has(const Read& read, std::string_view file);
/// The text without its last newline.
Result<std::string> line_of(const Read& read, std::string_view file);
Result<std::uint64_t> number_of(const Read& read, std::string_view file);
/// "12" of "KEY 12" on a line of its own.
Result<std::uint64_t> field_of(const Read& read, std::string_view file, std::string_view key);

/// The same value in a file of another name.
template <const char* Name> Result<std::vector<Setting>> write_as(const Setting& setting, const Read&) {
    return std::vector<Setting>{{Name, setting.value}};
}
template <const char* Name> Result<std::string> get_from(std::string_view, const Read& read) {
    return line_of(read, Name);
}
/// The same file on both.
inline Result<std::vector<Setting>> write_same(const Setting& setting, const Read&) {
    return std::vector<Setting>{setting};
}
inline Result<std::string> get_same(std::string_view file, const Read& read) {
    return line_of(read, file);
}

}  // namespace sandbox::cgroups
