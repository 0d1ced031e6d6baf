// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/registry.hh"

#include "core/text.hh"
#include "domains/boot/settings.hh"
#include "domains/caps/settings.hh"
#include "domains/cgroups/settings.hh"
#include "domains/hooks/settings.hh"
#include "domains/joining/settings.hh"
#include "domains/journal/settings.hh"
#include "domains/landlock/settings.hh"
#include "domains/life/settings.hh"
#include "domains/limits/settings.hh"
#include "domains/machine/settings.hh"
#include "domains/mounts/settings.hh"
#include "domains/namespaces/settings.hh"
#include "domains/net/settings.hh"
#include "domains/process/settings.hh"
#include "domains/seccomp/settings.hh"
#include "domains/selinux/settings.hh"
#include "domains/users/settings.hh"
#include "unit/about_settings.hh"
#include "unit/unit.hh"

#include <algorithm>
#include <array>

namespace sandbox {

template <auto member> static void* spec(Unit& unit) {
    return &(unit.*member);
}

static constexpr Rows kRegistry[] = {
    {about::kSettings, spec<&Unit::about>},
    {process::kSettings, spec<&Unit::process>},
    {boot::kSettings, spec<&Unit::boot>},
    {users::kSettings, spec<&Unit::users>},
    {namespaces::kSettings, spec<&Unit::namespaces>},
    {joining::kSettings, spec<&Unit::joining>},
    {mounts::kSettings, spec<&Unit::mounts>},
    {net::kSettings, spec<&Unit::net>},
    {cgroups::kSettings, spec<&Unit::cgroups>},
    {limits::kSettings, spec<&Unit::limits>},
    {life::kSettings, spec<&Unit::life>},
    {hooks::kSettings, spec<&Unit::hooks>},
    {machine::kSettings, spec<&Unit::machine>},
    {journal::kSettings, spec<&Unit::journal>},
    {caps::kSettings, spec<&Unit::caps>},
    {seccomp::kSettings, spec<&Unit::seccomp>},
    {selinux::kSettings, spec<&Unit::selinux>},
    {landlock::kSettings, spec<&Unit::landlock>},
};

static constexpr std::size_t kSettingCount = [] {
    std::size_t count = 0;
    for (const Rows& rows : kRegistry) count += rows.settings.size();
    return count;
}();

static constexpr std::array<const Setting*, kSettingCount> kSettings = [] {
    std::array<const Setting*, kSettingCount> settings{};
    std::size_t count = 0;
    for (const Rows& rows : kRegistry)
        for (const Setting& row : rows.settings) settings[count++] = &row;
    return settings;
}();

static consteval bool every_row(auto check) {
    return std::ranges::all_of(kSettings, [&](const Setting* row) { return check(*row); });
}

/// Whether what `of` takes from a row, unless it is empty, is found in no other row.
static consteval bool unique(auto of) {
    for (std::size_t row = 0; row < kSettingCount; ++row)
        for (std::size_t other = 0; other < row; ++other)
            if (of(*kSettings[row]) == of(*kSettings[other]) && of(*kSettings[row]) != decltype(of(*kSettings[row])){})
                return false;
    return true;
}

static_assert(every_row([](const Setting& row) { return std::ranges::count(row.key, '.') == 1; }),
              "a key reads Section.Key");
static_assert(every_row([](const Setting& row) { return !row.section().empty() && !row.name().empty(); }));
static_assert(every_row([](const Setting& row) { return !row.key.starts_with("X-") && !row.name().starts_with("X-"); }),
              "X- is the user's");
static_assert(every_row([](const Setting& row) { return !row.brief.empty() && row.brief.size() <= 60; }),
              "a brief fits one line of --help");
static_assert(every_row([](const Setting& row) { return !row.brief.ends_with('.') && row.manual.ends_with('.'); }),
              "a brief has no full stop, a manual paragraph does");
static_assert(every_row([](const Setting& row) { return row.assign != nullptr; }));
static_assert(unique([](const Setting& row) { return row.key; }), "one row a key");
static_assert(unique([](const Setting& row) { return row.option; }), "one row an option");
static_assert(unique([](const Setting& row) { return row.letter; }), "one row a letter");

struct Sections {
    std::array<std::string_view, kSettingCount> names;
    std::size_t count = 0;
};

static constexpr Sections kSections = [] {
    Sections sections{};
    for (const Setting* row : kSettings) {
        auto end = sections.names.begin() + sections.count;
        if (std::find(sections.names.begin(), end, row->section()) == end) sections.names[sections.count++] = row->section();
    }
    return sections;
}();

std::span<const Rows> registry() {
    return kRegistry;
}

std::span<const std::string_view> sections() {
    return std::span(kSections.names).first(kSections.count);
}

const Setting* find_setting(std::string_view key) {
    auto row = std::ranges::find_if(kSettings, [&](const Setting* candidate) { return candidate->key == key; });
    return row == kSettings.end() ? nullptr : *row;
}

static Error with_nearest(const char* reason, std::string_view near) {
    auto error = Error::usage(reason);
    if (near.empty()) return error;
    return std::move(error).hint("did you mean " + std::string(near) + "?");
}

/// The key that has the same name in another section, or the nearest of all keys; of a name without a section, the nearest name's. Never
/// one that is near by its section alone.
static std::string_view nearest_key(std::string_view key) {
    auto dot = key.find('.');
    auto name = dot == key.npos ? key : key.substr(dot + 1);
    std::array<std::string_view, kSettingCount> keys, names;
    for (std::size_t row = 0; row < kSettingCount; ++row) {
        keys[row] = kSettings[row]->key;
        names[row] = kSettings[row]->name();
        if (!name.empty() && names[row] == name) return keys[row];
    }
    if (dot != key.npos) {
        auto near = nearest(key, keys);
        const Setting* row = find_setting(near);
        if (row == nullptr) return {};
        std::string_view own = row->name();
        return nearest(name, std::span(&own, 1)).empty() ? std::string_view() : near;
    }
    auto near = std::ranges::find(names, nearest(name, names));
    return near == names.end() ? std::string_view() : keys[static_cast<std::size_t>(near - names.begin())];
}

Error unknown_key(std::string_view key) {
    return with_nearest("unknown key", nearest_key(key));
}

Error unknown_section(std::string_view section) {
    return with_nearest("unknown section", nearest(section, sections()));
}

void* spec_of(const Setting& setting, Unit& unit) {
    for (const Rows& rows : kRegistry)
        for (const Setting& row : rows.settings)
            if (&row == &setting) return rows.spec(unit);
    return nullptr;
}

}  // namespace sandbox
