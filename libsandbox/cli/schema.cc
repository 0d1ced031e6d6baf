// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/schema.hh"

#include "cli/option.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox::cli {
namespace {

std::string words(std::span<const std::string_view> values) {
    std::string text;
    for (auto value : values) text += (text.empty() ? "" : ", ") + json_string(value);
    return "[" + text + "]";
}

/// What TOML may hold for the row; the values' own syntax is the reader's to check.
std::string type(const Setting& row) {
    switch (row.kind) {
    case Kind::boolean: return R"("type": "boolean")";
    case Kind::integer:
        if (row.choices.empty()) return R"("type": "integer")";
        return R"("anyOf": [{"type": "integer"}, {"enum": )" + words(row.choices) + "}]";
    case Kind::size: return R"("type": ["integer", "string"])";
    case Kind::duration: return R"("type": ["number", "string"])";
    case Kind::percent:
    case Kind::text:
    case Kind::path: return R"("type": "string")";
    case Kind::choice: return R"("enum": )" + words(row.choices);
    case Kind::map: return R"("type": "object")";
    case Kind::list: break;
    }
    if (row.choices.empty()) return R"("type": "array")";
    std::vector<std::string_view> items(row.choices.begin(), row.choices.end());
    items.push_back("");  // a leading "" empties the list
    return R"("type": "array", "items": {"enum": )" + words(items) + "}";
}

/// The default where its text for people is also its JSON.
std::string fallback(const Setting& row) {
    auto choice = std::find(row.choices.begin(), row.choices.end(), row.fallback);
    bool word = row.kind == Kind::choice && choice != row.choices.end();
    bool boolean = row.kind == Kind::boolean && (row.fallback == "true" || row.fallback == "false");
    bool number = row.kind == Kind::integer && parse_signed(row.fallback);
    if (word) return R"(, "default": )" + json_string(row.fallback);
    if (boolean || number) return R"(, "default": )" + std::string(row.fallback);
    return "";
}

std::string property(const Setting& row) {
    auto description = json_string(row.manual.empty() ? row.brief : row.manual);
    auto value = "{" + type(row) + fallback(row) + R"(, "description": )" + description + "}";
    return "        " + json_string(row.name()) + ": " + value;
}

/// What ends an object that takes only its own keys and X- ones.
std::string closed(std::string_view indent) {
    std::string line(indent);
    return line + R"("patternProperties": {"^X-": {}},)" + "\n" + line + R"("additionalProperties": false)" + "\n";
}

std::string section_object(std::string_view section, std::span<const Setting> rows) {
    std::string properties;
    for (const Setting& row : rows) {
        if (row.section() != section) continue;
        if (!properties.empty()) properties += ",\n";
        properties += property(row);
    }
    return "    " + json_string(section) + ": {\n      \"type\": \"object\",\n      \"properties\": {\n" + properties +
           "\n      },\n" + closed("      ") + "    }";
}

}  // namespace

std::string schema(std::span<const Setting> rows) {
    std::vector<std::string_view> sections;
    for (const Setting& row : rows) sections.push_back(row.section());
    std::string objects;
    for (auto section : distinct(std::move(sections))) {
        if (!objects.empty()) objects += ",\n";
        objects += section_object(section, rows);
    }
    return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"sandbox unit\",\n"
           "  \"type\": \"object\",\n  \"properties\": {\n" +
           objects + "\n  },\n" + closed("  ") + "}\n";
}

}  // namespace sandbox::cli
