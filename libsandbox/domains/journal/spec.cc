// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/spec.hh"

#include "core/assign.hh"
#include "core/text.hh"
#include "domains/journal/native.hh"

#include <algorithm>

namespace sandbox::journal {
namespace {

bool is_ours(std::string_view name) {
    static constexpr std::string_view kOurs[] = {"MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "SYSLOG_FACILITY", "SYSLOG_PID"};
    return name.starts_with("SANDBOX_") || std::ranges::find(kOurs, name) != std::end(kOurs);
}

}  // namespace

Result<std::string> parse_identifier(std::string_view text) {
    if (!text.empty() && text.find_first_of("\n/") == text.npos && is_clean(text)) return std::string(text);
    return fail(Error::usage(quote(text) + " is no identifier: a word without a slash"));
}

Result<Field> parse_field(const Value& value) {
    auto text = TRY(assign::as_text(value));
    auto equals = text.find('=');
    auto name = text.substr(0, equals);
    if (equals == text.npos || !is_field_name(name) || name[0] == '_')
        return fail(Error::usage(quote(text) + " is no field, such as \"RELEASE=2\": capitals, digits and _, a capital first"));
    if (is_ours(name)) return fail(Error::usage("the field " + name + " is set by the toolkit itself"));
    return Field{std::move(name), text.substr(equals + 1)};
}

Result<Microseconds> parse_interval(const Value& value) {
    return assign::as_duration(value);
}

}  // namespace sandbox::journal
