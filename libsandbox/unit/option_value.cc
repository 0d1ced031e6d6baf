// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/option_value.hh"

#include "core/text.hh"
#include "unit/registry.hh"

namespace sandbox {
namespace {

Result<Value> map_value(std::string_view text, const Origin& origin) {
    auto equals = text.find('=');
    if (equals == text.npos || equals == 0)
        return fail(Error::usage(quote(text) + " is not NAME=VALUE").at(origin));
    Value value{.data = std::string(text.substr(equals + 1)), .origin = origin};
    return Value{.data = Value::Map{{std::string(text.substr(0, equals)), std::move(value)}}, .origin = origin};
}

Result<Value> integer_value(std::string_view text, const Origin& origin) {
    auto number = parse_signed(text);
    if (!number) return fail(Error::usage(quote(text) + " is no integer").at(origin));
    return Value{.data = *number, .origin = origin};
}

Result<Value> value_of(const Setting& row, std::string_view text, const Origin& origin) {
    switch (row.kind) {
    case Kind::boolean: return Value{.data = text == "true", .origin = origin};
    case Kind::integer: return integer_value(text, origin);
    case Kind::map: return map_value(text, origin);
    case Kind::list: return Value{.data = Value::List{{.data = std::string(text), .origin = origin}}, .origin = origin};
    default: return Value{.data = std::string(text), .origin = origin};
    }
}

/// As systemd's parse_boolean().
Result<std::string_view> yes_or_no(std::string_view text) {
    std::string word;
    for (char c : text) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (std::string_view yes : {"1", "yes", "y", "true", "t", "on"})
        if (word == yes) return "true";
    for (std::string_view no : {"0", "no", "n", "false", "f", "off"})
        if (word == no) return "false";
    return fail(Error::usage(quote(text) + " is neither yes nor no"));
}

/// "RLIMIT_NOFILE=1024:4096", "NOFILE=1024".
Result<Assignment> limit_assignment(std::string_view text, const Origin& origin) {
    constexpr std::string_view kPrefix = "RLIMIT_";
    auto equals = text.find('=');
    auto name = text.substr(0, equals);
    if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
    const Setting* row = find_setting("Resources.Limit" + std::string(name));
    if (equals == text.npos || row == nullptr) return fail(Error::usage(quote(text) + " is no limit, such as RLIMIT_NOFILE=1024:4096").at(origin));
    return option_assignment(*row, text.substr(equals + 1), origin);
}

}  // namespace

Result<Assignment> option_assignment(const Setting& row, std::string_view text, const Origin& origin) {
    // As systemd-nspawn and docker have it: a name alone is the caller's variable.
    if (row.key == "Exec.Environment" && !text.empty() && !text.contains('=')) return option_assignment("Exec.PassEnvironment", text, origin);
    auto value = value_of(row, text, origin);
    if (!value) return fail(std::move(value).error().at(origin, row.key));
    return Assignment{&row, *std::move(value)};
}

Result<Assignment> option_assignment(std::string_view key, std::string_view text, const Origin& origin) {
    if (key == "Resources.Limit") return limit_assignment(text, origin);
    const Setting* row = find_setting(key);
    if (row == nullptr) return fail(unknown_key(key).at(origin, key));
    if (row->kind != Kind::boolean) return option_assignment(*row, text, origin);
    auto word = yes_or_no(text);
    if (!word) return fail(std::move(word).error().at(origin, key));
    return option_assignment(*row, *word, origin);
}

}  // namespace sandbox
