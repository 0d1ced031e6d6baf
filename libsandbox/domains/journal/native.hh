// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace sandbox::journal {

/// A field as somebody wrote it: any name, any bytes.
struct FieldView {
    std::string_view name;
    std::string_view value;
    bool operator==(const FieldView&) const = default;
};

struct NativeEntry {
    std::vector<FieldView> fields{};
    bool has_end = false;  ///< an empty line
};

/// Of one entry; what is beyond is left out.
inline constexpr std::size_t kMostFields = 256;

/// Takes the entry in front off `bytes`, in journald's native protocol (systemd.io) or journalctl's export format: "NAME=value", or
/// the name alone with the value's length and the value behind it, in lines; an empty line ends it. What is malformed ends `bytes`:
/// the fields before it are the entry's. No fields: there is no more.
NativeEntry take_entry(std::string_view& bytes);

/// journald's rule: capitals, digits and _, no digit first, at most 64. Those with "_" first are its own.
bool is_field_name(std::string_view name);

}  // namespace sandbox::journal
