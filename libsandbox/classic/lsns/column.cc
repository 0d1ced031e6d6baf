// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/column.hh"

#include "core/text.hh"

#include <algorithm>
#include <cstdio>
#include <string>

#include <strings.h>

namespace sandbox::lsns {

std::optional<Column> parse_column(std::string_view name) {
    auto found = std::ranges::find_if(kColumns, [&](const ColumnInfo& info) {
        return info.heading.name.size() == name.size() && ::strncasecmp(info.heading.name.data(), name.data(), name.size()) == 0;
    });
    if (found == kColumns.end()) return std::nullopt;
    return found->column;
}

Result<std::optional<std::vector<Column>>> parse_columns(std::string_view list, std::vector<Column> base) {
    if (!list.starts_with('+')) base.clear();
    else list.remove_prefix(1);
    for (std::string_view name : split(list, ',')) {
        if (name.empty()) return std::nullopt;
        auto column = parse_column(name);
        if (!column) return fail(Error::impossible("unknown column: " + std::string(name)));
        base.push_back(*column);
    }
    return base;
}

std::string list_columns() {
    std::string text;
    for (const ColumnInfo& info : kColumns) {
        std::string name(info.heading.name);
        text.append(12 - std::min<std::size_t>(12, name.size()), ' ').append(name);
        text += info.heading.is_number ? "  <integer>  " : "  <string>   ";
        text.append(info.help) += '\n';
    }
    return text;
}

}  // namespace sandbox::lsns
