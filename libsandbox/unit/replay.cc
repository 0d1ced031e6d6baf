// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/replay.hh"

#include "core/text.hh"
#include "unit/boot.hh"
#include "unit/registry.hh"

#include <algorithm>

namespace sandbox {

using Expand = Result<std::string> (*)(std::string_view text, const Names& names);

static Result<void> expand_in(Value& value, const Names& names, Expand expand_text) {
    if (value.literal) return {};
    if (auto* text = std::get_if<std::string>(&value.data)) {
        auto expanded = expand_text(*text, names);
        if (!expanded) return fail(std::move(expanded).error().at(value.origin));
        *text = *std::move(expanded);
    }
    if (auto* list = std::get_if<Value::List>(&value.data))
        for (Value& element : *list) TRY(expand_in(element, names, expand_text));
    if (auto* map = std::get_if<Value::Map>(&value.data))
        for (Entry& entry : *map) {
            auto key = expand_text(entry.key, names);
            if (!key) return fail(std::move(key).error().at(entry.value.origin));
            entry.key = *std::move(key);
            TRY(expand_in(entry.value, names, expand_text));
        }
    return {};
}

/// A value that colons part, as "SRC[:DST[:OPT]]": a colon that a specifier brings in parts nothing.
static bool has_colons(const Setting& row) {
    return row.argument.find(':') != row.argument.npos;
}

/// Paths, or values that begin with one, each in an element of a list, maybe behind a "-": "SRC[:DST[:OPT]]", "PATH".
static bool lists_paths(const Setting& row) {
    bool is_path = row.argument.starts_with("SRC") || row.argument.starts_with("DST") || row.argument == "PATH";
    return row.kind == Kind::list && is_path;
}

static Result<std::string> expand_listed_path(std::string_view text, const Names& names) {
    if (!text.starts_with("-~")) return expand_path(text, names);
    return "-" + TRY(expand_path(text.substr(1), names));
}

static Expand expansion_of(const Setting& row) {
    if (lists_paths(row)) return expand_listed_path;
    return row.kind == Kind::path ? expand_path : expand;
}

static std::string protect_colons(std::string_view text) {
    std::string safe;
    for (char c : text) {
        if (c == ':' || c == '\\') safe += '\\';
        safe += c;
    }
    return safe;
}

static Names with_colons_protected(const Names& names) {
    Names safe = names;
    for (auto* text : {&safe.instance, &safe.user, &safe.home, &safe.cwd, &safe.runtime, &safe.state, &safe.cache, &safe.logs})
        *text = protect_colons(*text);
    return safe;
}

static Result<void> assign_one(const Assignment& assignment, const Names& names, Unit& unit) {
    Value value = assignment.value;
    // "50%" is a number: no specifier in it.
    bool is_number = assignment.row->kind == Kind::size || assignment.row->kind == Kind::percent;
    if (!is_number) TRY(expand_in(value, names, expansion_of(*assignment.row)));
    TRY(assignment.row->assign(spec_of(*assignment.row, unit), value));
    std::erase_if(unit.written, [&](const Assignment& earlier) { return earlier.row == assignment.row; });
    unit.written.push_back({assignment.row, std::move(value)});
    return {};
}

Result<Unit> replay(std::span<const Assignment> assignments, const Names& names) {
    Unit unit;
    unit.name = names.sandbox;
    Names safe = with_colons_protected(names);
    for (const Assignment& assignment : assignments) {
        auto assigned = assign_one(assignment, has_colons(*assignment.row) ? safe : names, unit);
        if (!assigned)
            return fail(std::move(assigned).error().at(assignment.value.origin, assignment.row->key));
    }
    TRY(boot_defaults(unit));
    auto is_own = [](const auto& word) { return word.origin != Origin::option("--"); };
    unit.own_words = static_cast<std::size_t>(std::ranges::count_if(unit.process.command, is_own));
    if (!unit.namespaces.hostname.is_given()) unit.namespaces.hostname.value = names.sandbox;
    return unit;
}

}  // namespace sandbox
