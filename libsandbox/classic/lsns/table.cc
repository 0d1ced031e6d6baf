// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/table.hh"

#include "core/text.hh"

#include <algorithm>
#include <cstdio>
#include <cwchar>
#include <cwctype>

namespace sandbox::lsns {
namespace {

/// A text that a terminal can show, and how many cells it takes.
struct Shown {
    std::string text{};
    std::size_t cells = 0;
};

std::string hexadecimal(char byte) {
    char text[8];
    std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned char>(byte));
    return text;
}

/// The bytes and cells of the first character; no cells: it cannot be shown.
std::pair<std::size_t, std::size_t> measure(std::string_view text, bool is_utf8) {
    auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return {1, first >= 0x20 && first != 0x7f ? 1 : 0};
    CodePoint point = is_utf8 ? first_code_point(text) : CodePoint{0, 0};
    if (point.length == 0) return {1, 0};
    int cells = is_control(point.value) ? -1 : ::wcwidth(static_cast<wchar_t>(point.value));
    return {point.length, cells > 0 ? static_cast<std::size_t>(cells) : 0};
}

/// At most `room` cells of the text; what cannot be shown is \xNN, and so is a backslash that would look like that.
Shown show(std::string_view text, std::size_t room, bool is_utf8) {
    Shown shown;
    while (!text.empty()) {
        auto [bytes, cells] = measure(text, is_utf8);
        std::string piece(text.substr(0, bytes));
        if (cells == 0 || text.starts_with("\\x")) {
            piece.clear();
            for (char byte : text.substr(0, bytes)) piece += hexadecimal(byte);
            cells = piece.size();
        }
        if (shown.cells + cells > room) break;
        shown.text += piece;
        shown.cells += cells;
        text.remove_prefix(bytes);
    }
    return shown;
}

constexpr std::size_t kUnlimited = static_cast<std::size_t>(-1);

/// The lines of one cell, with the tree in front.
std::vector<std::string> lines_of(const Table& table, const Branch& branch, std::size_t column, bool is_utf8) {
    const auto& cell = table.rows[branch.row].cells[column];
    std::string text = table.headings[column].is_tree ? tree_lines(branch, true, is_utf8) : "";
    if (cell) text += *cell;
    if (!table.headings[column].has_lines) return {std::move(text)};
    auto lines = split(text, '\n');
    return {lines.begin(), lines.end()};
}

class Printer {
public:
    Printer(const Table& table, const Page& page) : table_(table), page_(page), order_(branches(table)) {
        measure_columns();
        shorten();
    }

    std::string print() {
        if (page_.has_headings) {
            std::vector<std::string> names;
            for (const Heading& heading : table_.headings) names.emplace_back(heading.name);
            line(names);
        }
        for (const Branch& branch : order_) row(branch);
        return std::move(text_);
    }

private:
    void measure_columns() {
        for (std::size_t column = 0; column < table_.headings.size(); ++column) {
            const Heading& heading = table_.headings[column];
            std::size_t width = 0;
            for (const Branch& branch : order_)
                for (const std::string& one : lines_of(table_, branch, column, page_.is_utf8))
                    width = std::max(width, show(one, kUnlimited, page_.is_utf8).cells);
            std::size_t least = width < heading.name.size() ? 0 : heading.width;
            widths_.push_back(std::max({width, heading.name.size(), least}));
        }
    }

    /// Cuts the columns that may be cut, not below their heading.
    void shorten() {
        if (page_.width == 0) return;
        std::size_t total = widths_.size() - 1;
        for (std::size_t width : widths_) total += width;
        for (std::size_t column = 0; column < widths_.size() && total > page_.width; ++column) {
            const Heading& heading = table_.headings[column];
            if (!heading.is_shortened) continue;
            std::size_t spare = widths_[column] - std::min(widths_[column], heading.name.size());
            std::size_t less = std::min(spare, total - page_.width);
            widths_[column] -= less;
            total -= less;
        }
    }

    void row(const Branch& branch) {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 1;
        for (std::size_t column = 0; column < widths_.size(); ++column) {
            cells.push_back(lines_of(table_, branch, column, page_.is_utf8));
            height = std::max(height, cells.back().size());
        }
        for (std::size_t index = 0; index < height; ++index) {
            std::vector<std::string> words;
            for (std::size_t column = 0; column < widths_.size(); ++column) {
                if (index < cells[column].size()) words.push_back(cells[column][index]);
                else words.push_back(table_.headings[column].is_tree ? tree_lines(branch, false, page_.is_utf8) : "");
            }
            line(words);
        }
    }

    void line(const std::vector<std::string>& words) {
        for (std::size_t column = 0; column < words.size(); ++column) {
            const Heading& heading = table_.headings[column];
            bool is_last = column + 1 == words.size();
            Shown shown = show(words[column], heading.is_shortened ? widths_[column] : kUnlimited, page_.is_utf8);
            std::string blanks(widths_[column] - std::min(widths_[column], shown.cells), ' ');
            if (heading.is_right && !(is_last && shown.cells == 0)) text_ += blanks;
            text_ += shown.text;
            if (!heading.is_right && !is_last) text_ += blanks;
            text_ += is_last ? '\n' : ' ';
        }
    }

    const Table& table_;
    const Page& page_;
    std::vector<Branch> order_;
    std::vector<std::size_t> widths_{};
    std::string text_{};
};

std::string raw_cell(std::string_view text) {
    std::string cell;
    for (char byte : text) {
        bool is_plain = byte > ' ' && byte < 0x7f && byte != '\\';
        cell += is_plain ? std::string(1, byte) : hexadecimal(byte);
    }
    return cell;
}

}  // namespace

std::string print_columns(const Table& table, const Page& page) {
    return table.rows.empty() ? "" : Printer(table, page).print();
}

std::string print_raw(const Table& table, const Page& page) {
    if (table.rows.empty()) return {};
    std::string text;
    auto add = [&](std::size_t column, std::string_view cell) {
        if (column > 0) text += ' ';
        text += cell;
    };
    if (page.has_headings) {
        for (std::size_t column = 0; column < table.headings.size(); ++column) add(column, table.headings[column].name);
        text += '\n';
    }
    for (const Branch& branch : branches(table)) {
        for (std::size_t column = 0; column < table.headings.size(); ++column) {
            const auto& cell = table.rows[branch.row].cells[column];
            std::string lines = table.headings[column].is_tree ? tree_lines(branch, true, page.is_utf8) : "";
            add(column, raw_cell(lines + cell.value_or("")));
        }
        text += '\n';
    }
    return text;
}

}  // namespace sandbox::lsns
