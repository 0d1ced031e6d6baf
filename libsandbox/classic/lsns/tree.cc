// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/table.hh"

#include <algorithm>

namespace sandbox::lsns {
namespace {

using Children = std::vector<std::vector<std::size_t>>;

struct Lines {
    std::string_view branch, vertical, corner;
};
constexpr Lines kAscii{"|-", "| ", "`-"};
constexpr Lines kUtf8{"\u251c\u2500", "\u2502 ", "\u2514\u2500"};

void descend(const Children& children, Branch branch, std::vector<Branch>& order) {
    std::size_t row = branch.row;
    std::vector<bool> last = branch.last;
    branch.has_children = !children[row].empty();
    order.push_back(std::move(branch));
    for (std::size_t child : children[row]) {
        last.push_back(child == children[row].back());
        descend(children, {.row = child, .last = last}, order);
        last.pop_back();
    }
}

}  // namespace

std::vector<Branch> branches(const Table& table) {
    std::vector<Branch> order;
    if (std::ranges::none_of(table.headings, &Heading::is_tree)) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) order.push_back({.row = row});
        return order;
    }
    Children children(table.rows.size());
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (auto parent = table.rows[row].parent) children[*parent].push_back(row);
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (!table.rows[row].parent) descend(children, {.row = row}, order);
    return order;
}

std::string tree_lines(const Branch& branch, bool is_first_line, bool is_utf8) {
    const Lines& lines = is_utf8 ? kUtf8 : kAscii;
    std::string text;
    for (std::size_t level = 0; level < branch.last.size(); ++level) {
        bool is_own = level + 1 == branch.last.size() && is_first_line;
        if (is_own) text += branch.last[level] ? lines.corner : lines.branch;
        else text += branch.last[level] ? "  " : lines.vertical;
    }
    if (!is_first_line && branch.has_children) text += lines.vertical;
    return text;
}

}  // namespace sandbox::lsns
