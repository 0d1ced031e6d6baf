// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <optional>

namespace sandbox {

/// Something only the machine knows. A plan may read it only if needs() asked for it: so a plan made from a
/// written-down host is the plan that the real host gives.
template <class T> class Fact {
public:
    void ask() { asked_ = true; }
    bool is_asked() const { return asked_; }
    void set(T value) { value_ = std::move(value); }
    /// Error: nobody asked (a defect of needs()), or the probe left it empty.
    Result<T> get(std::string_view name) const {
        if (asked_ && value_) return *value_;
        return fail(Error::impossible("fact " + std::string(name) + (asked_ ? " is unknown" : " was not asked for")));
    }
    bool operator==(const Fact&) const = default;

private:
    std::optional<T> value_{};
    bool asked_ = false;
};

}  // namespace sandbox
