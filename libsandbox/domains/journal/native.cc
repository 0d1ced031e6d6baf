// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/native.hh"

#include <algorithm>
#include <cstdint>

namespace sandbox::journal {
namespace {

/// Little endian, 8 bytes.
std::uint64_t length_of(std::string_view bytes) {
    std::uint64_t length = 0;
    for (unsigned byte = 0; byte < 8; ++byte) length |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[byte])) << 8 * byte;
    return length;
}

/// The value behind a name alone in its line; false: it is not there.
bool take_sized(std::string_view& bytes, std::string_view& value) {
    if (bytes.size() < 9) return false;
    auto length = length_of(bytes);
    bytes.remove_prefix(8);
    if (length >= bytes.size() || bytes[length] != '\n') return false;
    value = bytes.substr(0, length);
    bytes.remove_prefix(length + 1);
    return true;
}

}  // namespace

NativeEntry take_entry(std::string_view& bytes) {
    NativeEntry entry;
    auto& fields = entry.fields;
    auto add = [&](FieldView field) {
        if (fields.size() < kMostFields) fields.push_back(field);
    };
    while (!bytes.empty()) {
        auto end = bytes.find('\n');
        if (end == bytes.npos) break;
        auto line = bytes.substr(0, end);
        bytes.remove_prefix(end + 1);
        if (line.empty()) {
            if (fields.empty()) continue;
            entry.has_end = true;
            return entry;
        }
        if (line[0] == '.' || line[0] == '#') continue;  // commands of another time, and comments
        auto equals = line.find('=');
        FieldView field{line.substr(0, equals), equals == line.npos ? "" : line.substr(equals + 1)};
        if (equals == line.npos && !take_sized(bytes, field.value)) break;
        add(field);
    }
    bytes = {};
    return entry;
}

bool is_field_name(std::string_view name) {
    auto is_allowed = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    bool is_begun = !name.empty() && !(name[0] >= '0' && name[0] <= '9');
    return is_begun && name.size() <= 64 && std::ranges::all_of(name, is_allowed);
}

}  // namespace sandbox::journal
