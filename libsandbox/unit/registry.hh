// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/setting.hh"

#include <span>
#include <string_view>

namespace sandbox {

struct Unit;

/// The settings that fill one spec of a unit.
struct Rows {
    std::span<const Setting> settings;
    void* (*spec)(Unit& unit);
};

/// Every setting there is, by domain.
std::span<const Rows> registry();
/// The sections' names, in the order of the registry.
std::span<const std::string_view> sections();
/// The setting with the key "Section.Key", or null.
const Setting* find_setting(std::string_view key);
/// "unknown key", with the nearest that exists; the caller adds the key and where it stands.
Error unknown_key(std::string_view key);
Error unknown_section(std::string_view section);
/// The spec of a unit that a setting of the registry belongs to.
void* spec_of(const Setting& setting, Unit& unit);

}  // namespace sandbox
