// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/value.hh"

#include <initializer_list>

namespace sandbox {

inline Value text(std::string word) {
    return {.data = std::move(word)};
}
inline Value integer(std::int64_t number) {
    return {.data = number};
}
inline Value integers(std::initializer_list<std::int64_t> numbers) {
    Value::List list;
    for (std::int64_t number : numbers) list.push_back(integer(number));
    return {.data = std::move(list)};
}
/// The message of a refusal; "accepted" for none.
template <class T> std::string refusal(const Result<T>& result) {
    return result ? "accepted" : result.error().message();
}

}  // namespace sandbox
