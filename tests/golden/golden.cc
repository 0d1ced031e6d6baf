// SPDX-License-Identifier: LGPL-2.1-or-later
#include "golden.hh"

#include "core/file.hh"
#include "core/text.hh"
#include "unit/arguments.hh"
#include "unit/read.hh"
#include "unit/replay.hh"

namespace sandbox::golden {
namespace {

const Value* find(const Value& table, std::string_view key) {
    for (const Entry& entry : std::get<Value::Map>(table.data))
        if (entry.key == key) return &entry.value;
    return nullptr;
}

void fill(Fact<std::int64_t>& fact, const Value& value) {
    fact.set(std::get<std::int64_t>(value.data));
}
void fill(Fact<std::string>& fact, const Value& value) {
    fact.set(std::get<std::string>(value.data));
}
void fill(Fact<std::vector<std::string>>& fact, const Value& value) {
    std::vector<std::string> texts;
    for (const Value& element : std::get<Value::List>(value.data)) texts.push_back(std::get<std::string>(element.data));
    fact.set(std::move(texts));
}

/// A fact that nobody asked for stays empty though it is written: a plan that reads it is an error.
Result<Host> read_host(const std::string& text, Host host) {
    auto written = TRY(read_toml(text, "host.toml"));
    std::set<std::string> known;
    std::string missing;
    host.each([&](const std::string& name, auto& fact) {
        known.insert(name);
        if (!fact.is_asked()) return;
        auto dot = name.find('.');
        const Value* domain = find(written, name.substr(0, dot));
        const Value* value = domain != nullptr ? find(*domain, name.substr(dot + 1)) : nullptr;
        if (value != nullptr) fill(fact, *value);
        else if (domain == nullptr && name.starts_with("selinux.")) fact.set({});  // a host without SELinux
        else missing = name;
    });
    if (!missing.empty()) return fail(Error::usage("the unit asks for " + missing + ", which host.toml does not have"));
    for (const Entry& domain : std::get<Value::Map>(written.data))
        for (const Entry& fact : std::get<Value::Map>(domain.value.data))
            if (!known.contains(domain.key + "." + fact.key))
                return fail(Error::usage("no host has a fact " + domain.key + "." + fact.key));
    return host;
}

Assignment words(const std::vector<std::string>& arguments) {
    Value::List list;
    for (const std::string& argument : arguments)
        list.push_back({.data = argument, .origin = Origin::option("--"), .literal = true});
    return {find_setting("Exec.Command"), {.data = std::move(list), .origin = Origin::option("--"), .literal = true}};
}

/// As runtime/invocation.cc makes it of a command line.
Result<Unit> unit_of(const Case& test, std::set<std::string_view>& keys) {
    auto assignments = TRY(read_unit(test.unit, "unit.toml"));
    for (const Assignment& assignment : assignments) keys.insert(assignment.row->key);
    if (!test.arguments.empty()) assignments.push_back(words(test.arguments));
    auto unit = TRY(replay(assignments, names()));
    unit.unit_name = "unit";
    unit.is_background = test.is_background;
    // The directories are made up, and have no links.
    TRY(absolute_arguments(unit, names().cwd, [](const std::string& path) -> Result<std::string> {
        return std::filesystem::path(path + "/.").lexically_normal().parent_path().string();
    }));
    return unit;
}

Outcome refusal(const Error& error) {
    static constexpr std::string_view kFaults[] = {"usage", "impossible", "not executable", "not found"};
    return {"error.txt", std::string(kFaults[static_cast<std::size_t>(error.fault())]) + "\n" + error.message() + "\n"};
}

}  // namespace

Names names() {
    return {.instance = "arg", .sandbox = "box", .user = "ann", .uid = "1001", .home = "/home/ann", .cwd = "/home/ann/work",
            .runtime = "/run/user/1001", .state = "/home/ann/.local/state", .cache = "/home/ann/.cache",
            .logs = "/home/ann/.local/state/log", .machine_id = "0123456789abcdef0123456789abcdef"};
}

Result<Case> read_case(const std::filesystem::path& folder) {
    Case test{.name = folder.filename(), .unit = TRY(read_file(folder / "unit.toml")), .host = TRY(read_file(folder / "host.toml"))};
    test.is_background = std::filesystem::exists(folder / "background");
    if (!std::filesystem::exists(folder / "arguments.txt")) return test;
    auto text = TRY(read_file(folder / "arguments.txt"));
    while (text.ends_with('\n')) text.pop_back();
    for (std::string_view line : split(text, '\n')) test.arguments.emplace_back(line);
    return test;
}

Result<Outcome> run(const Case& test, std::set<std::string_view>& keys) {
    auto unit = unit_of(test, keys);
    if (!unit) return refusal(unit.error());
    auto host = TRY(read_host(test.host, needs(*unit)));
    auto steps = plan(*unit, host);
    if (!steps) return refusal(steps.error());
    return Outcome{"plan.txt", explain(*steps, *unit), explain_json(*steps, *unit)};
}

}  // namespace sandbox::golden
