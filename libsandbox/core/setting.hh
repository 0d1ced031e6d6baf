// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/value.hh"

#include <span>
#include <string_view>

namespace sandbox {

/// How a value is written. `assign` checks it; help, manual, completion and schema print it.
enum class Kind { boolean, integer, size, duration, percent, text, path, choice, list, map };

/// Puts a value into the spec that the row belongs to. Errors name the value, not the key: the caller adds that.
using Assign = Result<void> (*)(void* spec, const Value& value);

/// One setting, declared once, beside the code that honours it. TOML, `-p`, options, --help, the manual,
/// completion, the schema and the reason behind a step all read this row.
struct Setting {
    std::string_view key;         ///< "Section.Key", systemd's word where the meaning is the same
    Kind kind = Kind::text;
    std::string_view fallback{};  ///< the default, as shown to people; the spec holds the value
    std::string_view option{};    ///< long option without "--"; empty: only `-p Section.Key=`
    char letter = 0;              ///< short option, or 0
    std::string_view argument{};  ///< what --help calls the option's argument; empty: derived from kind
    std::string_view alone{};     ///< what the option, and its letter, mean without an argument; empty: they need one
    std::string_view brief;       ///< one line of --help, lower case, no full stop
    std::string_view manual;      ///< the man page's paragraph: default, effect, cost
    std::span<const std::string_view> choices{};  ///< of Kind::choice; words that list elements, or an integer, may be
    Assign assign;
    /// What it says keeps the sandbox apart from the host: left out, more of the host would be inside. Not in Sandbox.Optional.
    bool is_required = false;

    /// "Exec" of "Exec.Hostname".
    constexpr std::string_view section() const { return key.substr(0, key.find('.')); }
    /// "Hostname" of "Exec.Hostname".
    constexpr std::string_view name() const { return key.substr(key.find('.') + 1); }
};

}  // namespace sandbox
