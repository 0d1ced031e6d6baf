// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/read.hh"

#include "core/text.hh"
#include "unit/about.hh"
#include "unit/prescan.hh"
#include "unit/registry.hh"
#include "unit/toml.hh"

#include <algorithm>
#include <optional>

namespace sandbox {
namespace {

/// A key of a TOML table: the tree keeps them sorted, we want the order of writing.
struct Written {
    const toml::key* key;
    const toml::node* node;

    /// Where the value stands; a table that only a dotted key made stands where the key does.
    const toml::source_region& place() const { return node->source().begin.line != 0 ? node->source() : key->source(); }
};

std::vector<Written> in_order(const toml::table& table) {
    std::vector<Written> order;
    for (auto&& [key, node] : table) order.push_back({&key, &node});
    std::sort(order.begin(), order.end(), [](const Written& a, const Written& b) {
        auto left = a.key->source().begin, right = b.key->source().begin;
        return left.line != right.line ? left.line < right.line : left.column < right.column;
    });
    return order;
}

/// Turns toml++'s tree into ours.
class Reader {
public:
    Reader(const std::string& name, Dates dates) : name_(name), dates_(dates) {}

    Origin origin(const toml::source_region& place) const {
        return Origin::file(name_, static_cast<int>(place.begin.line), static_cast<int>(place.begin.column));
    }

    Result<toml::table> parse(std::string_view text) const {
        TRY(prescan(text, name_));
        auto parsed = toml::parse(text);
        if (parsed) return std::move(parsed).table();
        const toml::parse_error& error = parsed.error();
        if (auto number = find_unrepresentable(text, error)) return fail(*std::move(number));
        std::string_view reason = error.description();
        static constexpr std::string_view kPreamble = "Error while parsing ";
        if (reason.starts_with(kPreamble)) reason.remove_prefix(kPreamble.size());
        while (reason.ends_with('.')) reason.remove_suffix(1);
        return fail(Error::usage(std::string(reason)).at(origin(error.source())));
    }

    /// A number that does not fit has its key and its place only in a text in which another stands for it: the parser tells its end.
    std::optional<Error> find_unrepresentable(std::string_view text, const toml::parse_error& error) const {
        if (error.description().find("is not representable in 64 bits") == std::string_view::npos) return std::nullopt;
        auto end = offset_of(text, error.source().begin);
        auto begin = text.substr(0, end).find_last_not_of(kOfNumber) + 1;  // 0 where there is none
        if (begin == end) return std::nullopt;
        std::string with_another(text);
        for (auto at = begin; at < end; ++at) with_another[at] = at == begin ? '0' : ' ';
        auto parsed = toml::parse(with_another);
        auto place = error.source().begin;
        place.column -= static_cast<toml::source_index>(end - begin);
        auto key = parsed ? key_at(parsed.table(), place) : std::string();
        auto told = Error::usage(std::string(text.substr(begin, end - begin)) + " is not representable in 64 bits");
        return std::move(told).at(Origin::file(name_, static_cast<int>(place.line), static_cast<int>(place.column)), key);
    }

    Result<std::string_view> name_of(const toml::key& key) const {
        if (!is_clean(key.str()))
            return fail(Error::usage("control or bidirectional characters in the name " + quote(key.str()))
                            .at(origin(key.source())));
        return key.str();
    }

    /// The value of a node that stands at `place` within `depth` tables and lists.
    Result<Value> value(const toml::node& node, const toml::source_region& place, int depth) const {
        Value value{.data = false, .origin = origin(place)};
        if (depth > kMaxDepth)
            return fail(Error::usage("nested deeper than " + std::to_string(kMaxDepth)).at(value.origin));
        switch (node.type()) {
        case toml::node_type::table: value.data = TRY(map(*node.as_table(), depth)); break;
        case toml::node_type::array: value.data = TRY(list(*node.as_array(), depth)); break;
        case toml::node_type::string: value.data = TRY(string(**node.as_string(), value.origin)); break;
        case toml::node_type::integer: value.data = **node.as_integer(); break;
        case toml::node_type::floating_point: value.data = **node.as_floating_point(); break;
        case toml::node_type::boolean: value.data = **node.as_boolean(); break;
        default:
            if (dates_ == Dates::refused)
                return fail(Error::usage("a date or a time is no value here").hint("a text stands in quotes").at(value.origin));
            value.data = "date";
        }
        return value;
    }

    Result<Value::Map> map(const toml::table& table, int depth) const {
        Value::Map entries;
        for (const Written& entry : in_order(table))
            entries.push_back({std::string(TRY(name_of(*entry.key))), TRY(value(*entry.node, entry.place(), depth + 1))});
        return entries;
    }

private:
    static constexpr std::string_view kOfNumber = "0123456789abcdefABCDEFox_+-.";

    /// Of the parser's place, which counts characters.
    static std::size_t offset_of(std::string_view text, const toml::source_position& place) {
        std::size_t offset = 0;
        for (auto line = place.line; line > 1; --line) offset = text.find('\n', offset) + 1;
        auto is_first = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; };
        for (auto column = place.column; offset < text.size(); ++offset)
            if (is_first(text[offset]) && --column == 0) break;
        return offset;
    }

    /// "Section.Key" of what stands at a place; empty: nothing does.
    static std::string key_at(const toml::table& root, const toml::source_position& place) {
        for (const Written& section : in_order(root))
            for (const Written& entry : section.node->is_table() ? in_order(*section.node->as_table()) : std::vector<Written>())
                if (has_at(*entry.node, place) && is_clean(section.key->str()) && is_clean(entry.key->str()))
                    return std::string(section.key->str()) + "." + std::string(entry.key->str());
        return "";
    }

    static bool has_at(const toml::node& node, const toml::source_position& place) {
        if (node.source().begin == place && node.is_number()) return true;
        auto has = [&](const toml::node& one) { return has_at(one, place); };
        if (const auto* list = node.as_array()) return std::ranges::any_of(*list, has);
        if (const auto* table = node.as_table()) return std::ranges::any_of(*table, [&](const auto& entry) { return has(entry.second); });
        return false;
    }

    Result<Value::List> list(const toml::array& array, int depth) const {
        Value::List elements;
        elements.reserve(array.size());
        for (const toml::node& node : array) elements.push_back(TRY(value(node, node.source(), depth + 1)));
        return elements;
    }

    static Result<std::string> string(const std::string& text, const Origin& origin) {
        if (text.find('\0') == text.npos) return text;
        return fail(Error::usage("a NUL in a text").at(origin));
    }

    const std::string& name_;
    Dates dates_;
};

bool is_users_own(std::string_view name) {
    return name.starts_with("X-");
}

/// A newer vocabulary is named as the reason before its unknown words are.
Result<void> check_format(const toml::table& root, const Reader& reader) {
    auto format = root["Unit"]["Format"];
    const auto* number = format.as_integer();
    if (number == nullptr || **number <= kFormat) return {};
    return fail(Error::usage("format " + std::to_string(**number) + " is newer than " + std::to_string(kFormat))
                    .hint("a newer version of this program knows it")
                    .at(reader.origin(number->source()), "Unit.Format"));
}

Result<void> read_section(std::string_view section, const toml::table& table, const Reader& reader,
                          std::vector<Assignment>& assignments) {
    for (const Written& entry : in_order(table)) {
        auto name = TRY(reader.name_of(*entry.key));
        if (is_users_own(name)) continue;
        auto path = std::string(section) + "." + std::string(name);
        const Setting* row = find_setting(path);
        if (row == nullptr) return fail(unknown_key(path).at(reader.origin(entry.key->source()), path));
        auto value = reader.value(*entry.node, entry.place(), 2);
        if (!value) return fail(std::move(value).error().at({}, path));
        assignments.push_back({row, *std::move(value)});
    }
    return {};
}

void set_origin(Value& value, const Origin& origin) {
    value.origin = origin;
    if (auto* list = std::get_if<Value::List>(&value.data))
        for (Value& element : *list) set_origin(element, origin);
    if (auto* map = std::get_if<Value::Map>(&value.data))
        for (Entry& entry : *map) set_origin(entry.value, origin);
}

/// Whether a value on the command line may be written so without quotes.
bool takes_bare_text(const Setting& row, std::string_view written) {
    if (row.kind == Kind::integer) return std::ranges::find(row.choices, written) != row.choices.end();
    return row.kind != Kind::boolean && row.kind != Kind::list && row.kind != Kind::map;
}

std::string how_to_write(const Setting& row) {
    Kind kind = row.kind;
    if (kind == Kind::boolean) return "write true or false";
    if (kind == Kind::integer) {
        std::string text = "write an integer";
        for (std::string_view word : row.choices) text += " or " + std::string(word);
        return text;
    }
    if (kind == Kind::list) return "a list is written [\"...\", \"...\"]";
    if (kind == Kind::map) return "a table is written {name = \"...\"}";
    return "a text that begins with a quote ends with one";
}

}  // namespace

Result<Value> read_toml(std::string_view text, const std::string& name, Dates dates) {
    Reader reader(name, dates);
    auto root = TRY(reader.parse(text));
    return reader.value(root, root.source(), 0);
}

Result<std::vector<Assignment>> read_unit(std::string_view text, const std::string& name) {
    Reader reader(name, Dates::refused);
    auto root = TRY(reader.parse(text));
    TRY(check_format(root, reader));
    std::vector<Assignment> assignments;
    for (auto [key, node] : in_order(root)) {
        auto section = TRY(reader.name_of(*key));
        if (is_users_own(section)) continue;
        auto place = reader.origin(key->source());
        if (std::ranges::find(sections(), section) == sections().end())
            return fail(unknown_section(section).at(place, section));
        const toml::table* table = node->as_table();
        if (table == nullptr) return fail(Error::usage("a section is written [" + std::string(section) + "]").at(place, section));
        TRY(read_section(section, *table, reader, assignments));
    }
    return assignments;
}

Result<Assignment> parse_assignment(std::string_view text, const Origin& origin) {
    auto end = text.find('=');
    auto key = text.substr(0, end);
    if (end == text.npos || key.empty()) return fail(Error::usage(quote(text) + " is not Section.Key=VALUE").at(origin));
    const Setting* row = find_setting(key);
    if (row == nullptr) return fail(unknown_key(key).at(origin, key));
    if (key == "Unit.Extends") return fail(Error::usage("only a unit file extends others").at(origin, key));
    auto written = text.substr(end + 1);
    bool is_quoted = written.starts_with('"') || written.starts_with('\'');
    if (takes_bare_text(*row, written) && !is_quoted) {
        if (written.find('\0') != written.npos) return fail(Error::usage("a NUL in a text").at(origin, key));
        return Assignment{row, {.data = std::string(written), .origin = origin}};
    }
    auto value = read_toml("v = " + std::string(written), "");
    auto* map = value ? std::get_if<Value::Map>(&value->data) : nullptr;
    if (map == nullptr || map->size() != 1 || map->front().key != "v")
        return fail(Error::usage(quote(written) + " is no TOML value").hint(how_to_write(*row)).at(origin, key));
    Assignment assignment{row, std::move(map->front().value)};
    set_origin(assignment.value, origin);
    return assignment;
}

}  // namespace sandbox
