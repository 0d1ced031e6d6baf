// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/column.hh"

#include <algorithm>
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
    for (;;) {
        // A comma that ends the list is a part of the last name, to the original.
        auto comma = list.find(',');
        bool is_last = comma == list.npos || comma + 1 == list.size();
        auto name = is_last ? list : list.substr(0, comma);
        if (name.empty()) return std::nullopt;
        auto column = parse_column(name);
        if (!column) return fail(Error::impossible("unknown column: " + std::string(list)));
        base.push_back(*column);
        if (is_last) return base;
        list.remove_prefix(comma + 1);
    }
}

Table table_of_columns() {
    Table table{.name = "lsns-columns",
                .headings = {{.name = "HOLDER", .is_right = true}, {.name = "TYPE"}, {.name = "DESCRIPTION"}}};
    for (const ColumnInfo& info : kColumns)
        table.rows.push_back({.cells = {std::string(info.heading.name), info.heading.is_number ? "<integer>" : "<string>",
                                        std::string(info.help)}});
    return table;
}

}  // namespace sandbox::lsns
