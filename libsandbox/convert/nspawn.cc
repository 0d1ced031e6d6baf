// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/nspawn.hh"

#include "convert/container_unit.hh"
#include "convert/ini.hh"
#include "convert/nspawn_key.hh"
#include "core/name.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "unit/read.hh"
#include "unit/replay.hh"

#include <algorithm>

namespace sandbox::convert {
namespace {

std::vector<NspawnKey> all_keys() {
    std::vector<NspawnKey> keys;
    for (auto part : {nspawn_exec_keys(), nspawn_limit_keys(), nspawn_files_keys(), nspawn_network_keys()})
        keys.insert(keys.end(), part.begin(), part.end());
    return keys;
}

Error unknown(const std::string& name, std::span<const NspawnKey> keys) {
    std::vector<std::string_view> names;
    for (const NspawnKey& key : keys) names.push_back(key.name);
    auto near = nearest(name, names);
    return Error::usage("unknown key" + (near.empty() ? "" : "; did you mean " + std::string(near) + "?"));
}

/// systemd ignores what begins so, and so do units.
bool is_extension(const Assigned& line) {
    return line.section.starts_with("X-") || line.key.starts_with("X-");
}

/// The values that a later contradiction points at.
void remember(Container& container, std::string_view name, const Origin& origin) {
    if (name == "Exec.ProcessTwo") container.process_two.origin = origin;
    if (name == "Exec.User") container.user.origin = origin;
    if (name == "Exec.PrivateUsers") container.range.origin = origin;
    if (name == "Exec.AmbientCapability") container.ambient.origin = origin;
    if (name == "Exec.MachineID") container.machine_id.origin = origin;
    if (name == "Exec.LinkJournal") container.link_journal.origin = origin;
    if (name == "Exec.NotifyReady") container.notify_ready.origin = origin;
    if (name == "Network.VirtualEthernet") container.virtual_ethernet.origin = origin;
}

void take(Container& container, const Assigned& line, std::span<const NspawnKey> keys, std::vector<Error>& errors) {
    auto name = line.section + "." + line.key;
    auto key = std::ranges::find(keys, name, &NspawnKey::name);
    if (key == keys.end()) return errors.push_back(unknown(name, keys).at(line.origin, name));
    remember(container, name, line.origin);
    auto read = key->read(container, line.value);
    if (!read) errors.push_back(std::move(read).error().at(line.origin, name));
}

/// The line behind a key of the unit: most have the same word for it. The last of several has the last word.
const Assigned* line_behind(std::string_view setting, std::span<const Assigned> lines) {
    auto word = setting.substr(setting.find('.') + 1);
    auto found = std::ranges::find(lines.rbegin(), lines.rend(), word, &Assigned::key);
    return found == lines.rend() ? nullptr : &*found;
}

/// Whether it is a unit: what no key of a .nspawn file is checked for alone, such as an empty range of ids. Nobody sees its lines.
Result<void> check(const std::string& unit, std::span<const Assigned> lines, const NspawnSource& source) {
    auto assignments = read_unit(unit, source.path);
    auto replayed = assignments ? replay(*assignments, {.sandbox = source.machine, .machine_id = "0"}) : std::unexpected(assignments.error());
    if (replayed) return {};
    const Error& error = replayed.error();
    const auto* line = line_behind(error.setting(), lines);
    auto plain = Error(error.fault(), error.reason());
    if (line == nullptr) return fail(std::move(plain).at(Origin::file(source.path), error.setting()));
    return fail(std::move(plain).at(line->origin, line->section + "." + line->key));
}

}  // namespace

Converted convert_nspawn(std::string_view text, const NspawnSource& source) {
    auto one = [](Error error) { return std::unexpected(std::vector<Error>{std::move(error)}); };
    auto lines = read_ini(text, source.path);
    if (!lines) return one(std::move(lines).error());
    auto keys = all_keys();
    Container container;
    std::vector<Error> errors;
    for (const Assigned& line : *lines)
        if (!is_extension(line)) take(container, line, keys, errors);
    auto unit = unit_of(container, source);
    if (!unit) errors.push_back(std::move(unit).error());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    auto printed = unit->print();
    if (auto checked = check(printed, *lines, source); !checked) return one(std::move(checked).error());
    return printed;
}

Result<std::string> machine_of(std::string_view path) {
    constexpr std::string_view kSuffix = ".nspawn";
    auto name = base_of(path);
    if (!name.ends_with(kSuffix)) return fail(Error::usage("expected a file called MACHINE.nspawn").at(Origin::file(std::string(path))));
    name.remove_suffix(kSuffix.size());
    if (is_sandbox_name(name)) return std::string(name);
    return fail(Error::usage(quote(name) + " is no name of a machine: letters, digits, - and single dots, at most 64").at(Origin::file(std::string(path))));
}

}  // namespace sandbox::convert
