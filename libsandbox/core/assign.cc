// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/assign.hh"

#include "core/text.hh"

#include <cmath>
#include <optional>

namespace sandbox {

const char* type_name(const Value& value) {
    static constexpr const char* kNames[] = {"boolean", "integer", "number", "string", "list", "table"};
    return kNames[value.data.index()];
}

namespace assign {

static std::string with_article(std::string_view noun) {
    return (noun.starts_with('i') ? "an " : "a ") + std::string(noun);
}

static Error wrong_type(const char* expected, const Value& value) {
    return Error::usage("expected " + with_article(expected) + ", found " + with_article(type_name(value))).at(value.origin);
}

Result<std::string> as_text(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
    return fail(wrong_type("string", value));
}

std::string found_type(const Value& value) {
    return with_article(type_name(value));
}

/// Nothing beyond what microseconds can say, and no trifle that would become 0, which often means for ever.
static std::optional<std::chrono::microseconds> from_seconds(double seconds) {
    constexpr double kMost = 9e12;
    if (!(seconds >= 0 && seconds < kMost)) return std::nullopt;
    std::chrono::microseconds time(std::llround(seconds * 1e6));
    if (time.count() == 0 && seconds > 0) return std::nullopt;
    return time;
}

Result<std::chrono::microseconds> as_duration(const Value& value) {
    constexpr const char* kForms = "no time, such as \"90s\" or \"5min\"";
    std::optional<std::chrono::microseconds> time;
    std::string text;
    if (const auto* written = std::get_if<std::string>(&value.data)) {
        text = *written;
        time = parse_duration(text);
    } else if (const auto* whole = std::get_if<std::int64_t>(&value.data)) {
        text = std::to_string(*whole);
        time = parse_duration(text);
    } else if (const auto* number = std::get_if<double>(&value.data)) {
        text = std::to_string(*number);
        time = from_seconds(*number);
    } else {
        return fail(Error::usage(found_type(value) + " is " + kForms).at(value.origin));
    }
    if (time && time->count() >= 0) return *time;
    return fail(Error::usage(quote(text) + " is " + kForms).at(value.origin));
}

Result<bool> as_boolean(const Value& value) {
    if (const auto* boolean = std::get_if<bool>(&value.data)) return *boolean;
    return fail(wrong_type("boolean", value));
}

Result<std::int64_t> as_integer(const Value& value, std::int64_t low, std::int64_t high) {
    const auto* number = std::get_if<std::int64_t>(&value.data);
    if (number == nullptr) return fail(wrong_type("integer", value));
    if (*number >= low && *number <= high) return *number;
    auto limit = *number < low ? "at least " + std::to_string(low) : "at most " + std::to_string(high);
    return fail(Error::usage(std::to_string(*number) + " is out of range: " + limit).at(value.origin));
}

Result<std::size_t> as_choice(const Value& value, std::span<const std::string_view> choices) {
    auto text = TRY(as_text(value));
    for (std::size_t index = 0; index < choices.size(); ++index)
        if (choices[index] == text) return index;
    std::string reason = quote(text) + " is none of";
    for (const char* comma = " "; auto choice : choices) {
        reason += comma;
        reason += choice;
        comma = ", ";
    }
    auto error = Error::usage(std::move(reason)).at(value.origin);
    auto near = nearest(text, choices);
    if (near.empty()) return fail(std::move(error));
    return fail(std::move(error).hint("did you mean " + std::string(near) + "?"));
}

Result<std::span<const Value>> as_list(const Value& value) {
    if (const auto* list = std::get_if<Value::List>(&value.data)) return std::span<const Value>(*list);
    return fail(wrong_type("list", value));
}

Result<std::span<const Entry>> as_map(const Value& value) {
    if (const auto* map = std::get_if<Value::Map>(&value.data)) return std::span<const Entry>(*map);
    auto error = wrong_type("table", value);
    const auto* list = std::get_if<Value::List>(&value.data);
    const auto* text = list != nullptr && !list->empty() ? std::get_if<std::string>(&list->front().data) : nullptr;
    auto equals = text != nullptr ? text->find('=') : std::string::npos;
    if (equals == std::string::npos) return fail(std::move(error));
    return fail(std::move(error).hint("write {" + text->substr(0, equals) + " = " + quote(text->substr(equals + 1)) + "}"));
}

}  // namespace assign
}  // namespace sandbox
