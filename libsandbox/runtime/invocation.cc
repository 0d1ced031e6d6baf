// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/invocation.hh"

#include "core/file.hh"
#include "core/machine_id.hh"
#include "core/own_places.hh"
#include "core/path.hh"
#include "runtime/launch/lent.hh"
#include "runtime/ledger/ledger.hh"
#include "unit/arguments.hh"
#include "unit/registry.hh"
#include "unit/replay.hh"
#include "unit/sandbox_name.hh"
#include "unit/search.hh"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <time.h>

namespace sandbox {
namespace {

std::string variable(const char* name) {
    const char* value = ::getenv(name);
    return value != nullptr ? value : "";
}

/// The caller's name and home as /etc/passwd has them; users from elsewhere keep what HOME and USER say.
void find_caller(Names& names) {
    names.uid = std::to_string(::geteuid());
    names.user = variable("USER");
    names.home = path_variable("HOME");
    auto account = own_account();
    if (!account.name.empty()) names.user = account.name;
    if (names.home.empty()) names.home = account.home;
}

std::string working_directory() {
    char path[PATH_MAX];
    return ::getcwd(path, sizeof path) != nullptr ? path : "";
}

void find_directories(Names& names) {
    bool is_root = ::geteuid() == 0;
    auto or_home = [&](std::string path, const char* below) { return path.empty() && !names.home.empty() ? names.home + below : path; };
    names.runtime = is_root ? "/run" : path_variable("XDG_RUNTIME_DIR");
    names.state = is_root ? "/var/lib" : or_home(path_variable("XDG_STATE_HOME"), "/.local/state");
    names.cache = is_root ? "/var/cache" : or_home(path_variable("XDG_CACHE_HOME"), "/.cache");
    names.logs = is_root ? "/var/log" : names.state.empty() ? "" : names.state + "/log";
    if (auto id = read_file("/etc/machine-id", 64)) names.machine_id = machine_id_in(*id);
}

std::string random_name() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    auto bits = static_cast<std::uint32_t>(now.tv_nsec) * 2654435761u ^ static_cast<std::uint32_t>(::getpid()) << 10;
    std::string name = "run-";
    for (int shift = 28; shift >= 0; shift -= 4) name += "0123456789abcdef"[bits >> shift & 15];
    return name;
}

Result<void> name_it(Names& names, const Invocation& invocation, const std::string& unit, const std::string& instance) {
    names.instance = instance;
    if (invocation.name) names.sandbox = *invocation.name;
    else names.sandbox = unit.empty() ? random_name() : default_name(unit, instance);
    if (is_sandbox_name(names.sandbox)) return {};
    return fail(Error::usage(quote(names.sandbox) + " is no name of a sandbox: letters, digits, - and single dots, at most 64")
                    .at(Origin::option("--name")));
}

/// What names a sandbox that was given no name: that it is a machine with one, or that it is booted. Nothing, if it need not be known, or
/// where an ordinary user's names cannot be kept.
std::optional<Reason> namer_of(const Unit& unit) {
    const auto& machine = unit.machine;
    bool is_machine = *machine.wanted == machine::Register::yes || (*machine.wanted == machine::Register::automatic && runtime_directory());
    if (machine.name.is_given() && is_machine) return Reason{"Machine.Name", machine.name.origin};
    if (*unit.boot.boot && runtime_directory()) return Reason{"Exec.Boot", unit.boot.boot.origin};
    return std::nullopt;
}

/// Gives it that name: of what is booted the unit's, or its directory's, as systemd-nspawn does, and a number if that is taken.
Result<void> name_by_itself(Unit& unit, const std::vector<Assignment>& assignments, Names& names, bool has_unit) {
    auto namer = namer_of(unit);
    if (!namer) return {};
    bool is_machines = namer->setting == "Machine.Name";
    if (is_machines) names.sandbox = *unit.machine.name;
    else if (!has_unit) names.sandbox = default_name(base_of(*unit.mounts.root_directory));
    auto machine = unit.machine.name;  // in which %n may stand for the name that was derived
    unit = TRY(replay(assignments, names));
    unit.machine.name = std::move(machine);
    unit.name = is_machines ? names.sandbox : TRY(ledger::free_name(names.sandbox));
    unit.naming = *namer;
    unit.is_named = true;
    return {};
}

Assignment words_assignment(const std::vector<std::string>& words) {
    Value::List list;
    for (const std::string& word : words)
        list.push_back({.data = word, .origin = Origin::option("--"), .literal = true});
    return {find_setting("Exec.Command"), {.data = std::move(list), .origin = Origin::option("--"), .literal = true}};
}

std::string absolute(const std::string& directory, const std::string& path) {
    return path.starts_with('/') ? path : directory + "/" + path;
}

}  // namespace

std::string name_of_unit(std::string_view unit) {
    unit = unit.substr(unit.rfind('/') + 1);  // npos + 1: all of it
    if (unit.ends_with(".toml")) unit.remove_suffix(5);
    auto at = unit.find('@');
    return at == unit.npos ? default_name(unit) : default_name(unit.substr(0, at), unit.substr(at + 1));
}

/// Whether any text in it may name a specifier or the caller's home.
static bool mentions_names(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value.data)) return text->find_first_of("%~") != text->npos;
    if (const auto* list = std::get_if<Value::List>(&value.data)) return std::ranges::any_of(*list, mentions_names);
    const auto* map = std::get_if<Value::Map>(&value.data);
    return map != nullptr && std::ranges::any_of(*map, [](const Entry& entry) {
               return entry.key.find('%') != entry.key.npos || mentions_names(entry.value);
           });
}

/// What the specifiers stand for; what costs a look at the machine only if somebody names one.
static Names names_of(bool is_needed) {
    Names names;
    names.cwd = working_directory();
    if (!is_needed) return names;
    find_caller(names);
    find_directories(names);
    return names;
}

/// The unit that is invoked, with its bases and drop-ins.
static Result<Loaded> load(const Invocation& invocation) {
    auto search = default_search_path(path_variable("HOME"), ::geteuid());
    search.names = [&](const std::string& unit, const std::string& instance) -> Result<Names> {
        auto names = names_of(true);
        TRY(name_it(names, invocation, unit, instance));
        return names;
    };
    return load(invocation.unit, search);
}

Result<Unit> resolve(Invocation invocation) {
    Loaded loaded;
    if (!invocation.unit.empty()) loaded = TRY(load(invocation));
    for (Assignment& assignment : invocation.assignments) loaded.assignments.push_back(std::move(assignment));
    auto& assignments = loaded.assignments;
    std::erase_if(assignments, [&](const Assignment& one) { return std::ranges::find(invocation.without, one.row) != invocation.without.end(); });
    auto names = names_of(std::ranges::any_of(assignments, [](const auto& one) { return mentions_names(one.value); }));
    TRY(name_it(names, invocation, loaded.name, loaded.instance));

    if (!invocation.words.empty()) assignments.push_back(words_assignment(invocation.words));
    auto unit = TRY(replay(assignments, names));
    unit.name = names.sandbox;
    unit.is_named = invocation.name.has_value() || invocation.is_named;
    unit.naming.origin = Origin::option("--name");
    if (!unit.is_named) TRY(name_by_itself(unit, assignments, names, !loaded.name.empty()));
    unit.unit_name = loaded.name;
    for (const auto* paths : {&loaded.files, &loaded.places})
        for (const std::string& path : *paths) unit.sources.push_back(absolute(names.cwd, path));
    if (!loaded.drop_ins.empty()) unit.drop_ins = absolute(names.cwd, loaded.drop_ins);
    if (names.cwd.starts_with('/')) unit.working_directory = names.cwd;
    HostPaths paths;
    paths.recall(lent_before);
    TRY(absolute_arguments(unit, names.cwd, [&](const std::string& path) { return find_directory(paths, path); }));
    return unit;
}

}  // namespace sandbox
