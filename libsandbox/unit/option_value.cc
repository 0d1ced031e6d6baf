// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/option_value.hh"

#include "core/text.hh"

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

}  // namespace

Result<Assignment> option_assignment(const Setting& row, std::string_view text, const Origin& origin) {
    auto value = value_of(row, text, origin);
    if (!value) return fail(std::move(value).error().at(origin, row.key));
    return Assignment{&row, *std::move(value)};
}

}  // namespace sandbox
