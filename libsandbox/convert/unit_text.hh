// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox::convert {

/// A TOML string that means these bytes in a unit, where a percent sign begins a specifier.
std::string toml_text(std::string_view text);
std::string toml_list(std::span<const std::string> texts);

/// A unit as it is written down: sections and keys in the order in which they came.
class UnitText {
public:
    /// Lines above the first section; each becomes a comment.
    void remark(std::string line) { remarks_.push_back(std::move(line)); }
    /// `toml` as it is; `key` is "Section.Key".
    void set(std::string_view key, std::string toml);
    void text(std::string_view key, std::string_view value) { set(key, toml_text(value)); }
    void flag(std::string_view key, bool value) { set(key, value ? "true" : "false"); }
    /// Nothing, if there is no element.
    void list(std::string_view key, std::span<const std::string> texts);

    std::string print() const;

private:
    struct Section {
        std::string name;
        std::string lines;
    };
    std::vector<std::string> remarks_{};
    std::vector<Section> sections_{};
};

}  // namespace sandbox::convert
