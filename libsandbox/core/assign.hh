// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/given.hh"
#include "core/setting.hh"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <limits>

/// The functions that a settings row names in `.assign`: each turns a Value into one member of a spec.
namespace sandbox::assign {

/// The text of a string value; anything else is a usage error that names both types.
Result<std::string> as_text(const Value& value);
/// A duration ("1min 30s"), "infinity", or a number of seconds, also with decimals. Errors say no more than that.
Result<std::chrono::microseconds> as_duration(const Value& value);
/// "a boolean", for what should have been something else.
std::string found_type(const Value& value);
Result<bool> as_boolean(const Value& value);
Result<std::int64_t> as_integer(const Value& value, std::int64_t low, std::int64_t high);
/// A string value that is one of the choices; returns its index. The error offers the nearest.
Result<std::size_t> as_choice(const Value& value, std::span<const std::string_view> choices);
/// The elements of a list value; a string is no list.
Result<std::span<const Value>> as_list(const Value& value);
Result<std::span<const Entry>> as_map(const Value& value);
/// "" as a unit writes it to empty or to remove; a word of the command line is what it is.
inline bool is_empty_text(const Value& value) {
    const auto* text = std::get_if<std::string>(&value.data);
    return text != nullptr && text->empty() && !value.literal;
}

template <class> struct MemberOf;
template <class S, class M> struct MemberOf<M S::*> {
    using Spec = S;
    using Member = M;
};
template <auto member> auto& member_of(void* spec) {
    return static_cast<typename MemberOf<decltype(member)>::Spec*>(spec)->*member;
}

/// Given<bool>.
template <auto member> Result<void> boolean(void* spec, const Value& value) {
    member_of<member>(spec) = {TRY(as_boolean(value)), value.origin};
    return {};
}

/// Given<an integer type>, within [low, high].
template <auto member, std::int64_t low, std::int64_t high = std::numeric_limits<std::int64_t>::max()>
Result<void> integer(void* spec, const Value& value) {
    auto& given = member_of<member>(spec);
    given.value = static_cast<std::remove_reference_t<decltype(given.value)>>(TRY(as_integer(value, low, high)));
    given.origin = value.origin;
    return {};
}

/// Given<std::string>, any text.
template <auto member> Result<void> text(void* spec, const Value& value) {
    member_of<member>(spec) = {TRY(as_text(value)), value.origin};
    return {};
}

/// Given<an enum>: the choices stand in the order of the enum's values.
template <auto member, const auto& choices> Result<void> choice(void* spec, const Value& value) {
    auto& given = member_of<member>(spec);
    using Enum = std::remove_reference_t<decltype(given.value)>;
    given = {static_cast<Enum>(TRY(as_choice(value, choices))), value.origin};
    return {};
}

/// Given<T>, by a parser `Result<T> parse(std::string_view)` of a string value.
template <auto member, auto parse> Result<void> parsed(void* spec, const Value& value) {
    auto text = TRY(as_text(value));
    auto& given = member_of<member>(spec);
    given.value = TRY(parse(text));
    given.origin = value.origin;
    return {};
}

/// Given<T>, by a parser `Result<T> parse(const Value&)`: for values that are numbers or strings.
template <auto member, auto parse> Result<void> read(void* spec, const Value& value) {
    auto& given = member_of<member>(spec);
    given.value = TRY(parse(value));
    given.origin = value.origin;
    return {};
}

/// GivenList<T>, each element by `Result<T> parse(const Value&)`; an element's error points at the element.
template <auto member, auto parse> Result<void> list(void* spec, const Value& value) {
    auto& given = member_of<member>(spec);
    auto elements = TRY(as_list(value));
    if (!given.is_given) given.items.clear();
    given.is_given = true;
    for (bool first = true; const Value& element : elements) {
        if (std::exchange(first, false) && is_empty_text(element)) {
            given.items.clear();
            continue;
        }
        auto item = parse(element);
        if (!item) return fail(std::move(item).error().at(element.origin));
        given.items.push_back({*std::move(item), element.origin});
    }
    return {};
}

/// GivenMap<T>, each value by `Result<T> parse(const Value&)`; "" removes the key.
template <auto member, auto parse> Result<void> map(void* spec, const Value& value) {
    auto& items = member_of<member>(spec).items;
    auto& removed = member_of<member>(spec).removed;
    for (const Entry& entry : TRY(as_map(value))) {
        auto same = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.first == entry.key; });
        std::erase_if(removed, [&](const auto& key) { return *key == entry.key; });
        if (is_empty_text(entry.value)) {
            removed.push_back({entry.key, entry.value.origin});
            if (same != items.end()) items.erase(same);
            continue;
        }
        auto item = parse(entry.value);
        if (!item) return fail(std::move(item).error().at(entry.value.origin).within(entry.key));
        if (same == items.end()) same = items.insert(same, {entry.key, {}});
        same->second = {*std::move(item), entry.value.origin};
    }
    return {};
}

}  // namespace sandbox::assign
