// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A table of texts, printed as util-linux prints its tables.
namespace sandbox::lsns {

struct Heading {
    std::string_view name;
    std::size_t width = 0;      ///< of the column, if its cells are as wide as the name and not wider than this
    bool is_right = false;      ///< aligned to the right
    bool is_number = false;     ///< without quotes in JSON
    bool is_tree = false;       ///< carries the tree's lines
    bool is_shortened = false;  ///< cut where a terminal is too narrow
    bool has_lines = false;     ///< a newline in a cell begins another line
};

struct Row {
    std::vector<std::optional<std::string>> cells{};
    std::optional<std::size_t> parent{};  ///< a row before this one
};

struct Table {
    std::string_view name = "namespaces";  ///< in JSON
    std::vector<Heading> headings{};
    std::vector<Row> rows{};
};

/// Where a table goes.
struct Page {
    bool has_headings = true;
    std::size_t width = 0;  ///< of the terminal; 0: as wide as the text
    bool is_utf8 = false;   ///< lines of the tree and letters beyond ASCII may be shown
};

/// Columns, as wide as their widest cell. Nothing if there are no rows.
std::string print_columns(const Table& table, const Page& page);
/// One blank between cells; blanks and what is not ASCII are \xNN.
std::string print_raw(const Table& table, const Page& page);
/// {"NAME": [...]}; a row's children are in its "children".
std::string print_json(const Table& table);

/// A row of a tree, in the order of printing.
struct Branch {
    std::size_t row;
    std::vector<bool> last{};  ///< for each level below the root: whether it is the last child there
    bool has_children = false;
};
/// Depth first, if a column carries the tree; else the rows as they come.
std::vector<Branch> branches(const Table& table);
/// The tree's lines in front of a cell: of its first line, or of those below.
std::string tree_lines(const Branch& branch, bool is_first_line, bool is_utf8);

}  // namespace sandbox::lsns
