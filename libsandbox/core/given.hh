// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/origin.hh"

#include <string>
#include <utility>
#include <vector>

namespace sandbox {

/// A scalar of a unit: the last assignment wins. A default has the origin "default".
template <class T> struct Given {
    T value{};
    Origin origin{};

    bool is_given() const { return !origin.is_fallback(); }
    const T& operator*() const { return value; }
    const T* operator->() const { return &value; }
    bool operator==(const Given&) const = default;
};

/// A list of a unit: the first assignment replaces the default, later ones append, a leading "" empties.
template <class T> struct GivenList {
    std::vector<Given<T>> items{};
    bool is_given = false;

    auto begin() const { return items.begin(); }
    auto end() const { return items.end(); }
    bool empty() const { return items.empty(); }
    std::size_t size() const { return items.size(); }
    bool operator==(const GivenList&) const = default;
};

/// A map of a unit, merged by key; "" removes a key. Order is that of the first writing.
template <class T> struct GivenMap {
    std::vector<std::pair<std::string, Given<T>>> items{};
    std::vector<Given<std::string>> removed{};  ///< keys that "" took away: of a default that is no item, too

    auto begin() const { return items.begin(); }
    auto end() const { return items.end(); }
    bool empty() const { return items.empty(); }
    bool operator==(const GivenMap&) const = default;
};

}  // namespace sandbox
