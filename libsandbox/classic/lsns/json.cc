// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/table.hh"

#include "core/text.hh"

#include <cctype>
#include <utility>

namespace sandbox::lsns {
namespace {

/// How much deeper each level stands.
constexpr std::size_t kStep = 3;

std::string key(std::string_view heading) {
    std::string text;
    for (char letter : heading) text += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return "\"" + text + "\": ";
}

/// A JSON string with the short escapes that the original prints.
std::string json_text(std::string_view text) {
    std::string json = json_string(text);
    for (auto [written, shorter] : {std::pair("\\u0008", "\\b"), {"\\u0009", "\\t"}, {"\\u000a", "\\n"}, {"\\u000c", "\\f"}, {"\\u000d", "\\r"}})
        for (std::size_t at = json.find(written); at != std::string::npos; at = json.find(written, at + 2)) json.replace(at, 6, shorter);
    return json;
}

std::string value(const Heading& heading, const std::optional<std::string>& cell) {
    if (!cell || cell->empty()) return "null";
    return heading.is_number ? *cell : json_text(*cell);
}

class Writer {
public:
    explicit Writer(const Table& table) : table_(table), order_(branches(table)) {}

    std::string write() {
        text_ = "{\n";
        indent(kStep);
        text_ += key(table_.name) + "[";
        next_ = 0;
        if (order_.empty()) text_ += "\n\n";
        else list(0, 2 * kStep);
        indent(kStep);
        text_ += "]\n}\n";
        return std::move(text_);
    }

private:
    void indent(std::size_t depth) { text_.append(depth, ' '); }

    /// The rows of this level that follow, and all below them; `[` has been written.
    void list(std::size_t level, std::size_t depth) {
        text_ += '\n';
        indent(depth);
        while (next_ < order_.size() && order_[next_].last.size() == level) {
            object(level, depth);
            bool is_over = next_ == order_.size() || order_[next_].last.size() < level;
            text_ += is_over ? "\n" : ",";
        }
    }

    void object(std::size_t level, std::size_t depth) {
        const Branch& branch = order_[next_++];
        text_ += "{\n";
        for (std::size_t column = 0; column < table_.headings.size(); ++column) {
            if (column > 0) text_ += ",\n";
            indent(depth + kStep);
            text_ += key(table_.headings[column].name) + value(table_.headings[column], table_.rows[branch.row].cells[column]);
        }
        if (branch.has_children) {
            text_ += ",\n";
            indent(depth + kStep);
            text_ += "\"children\": [";
            list(level + 1, depth + 2 * kStep);
            indent(depth + kStep);
            text_ += ']';
        }
        text_ += '\n';
        indent(depth);
        text_ += '}';
    }

    const Table& table_;
    std::vector<Branch> order_;
    std::size_t next_ = 0;
    std::string text_{};
};

}  // namespace

std::string print_json(const Table& table) {
    return Writer(table).write();
}

}  // namespace sandbox::lsns
