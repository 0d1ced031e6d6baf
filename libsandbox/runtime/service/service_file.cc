// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/service/service_file.hh"

#include "core/signal.hh"
#include "core/text.hh"
#include "domains/cgroups/facts.hh"
#include "domains/limits/plan.hh"
#include "unit/sandbox_name.hh"

#include <csignal>
#include <set>

namespace sandbox {
namespace {

/// To systemd.
bool ends_line(char c) {
    return c == '\n' || c == '\r' || c == '\0';
}

/// As a value of systemd's: no specifier, no end of the line.
std::string plain(std::string_view text) {
    std::string safe;
    for (char c : text) {
        if (c == '%') safe += '%';
        safe += ends_line(c) ? ' ' : c;
    }
    // At the end it would go on in the next line.
    while (safe.ends_with('\\')) safe.pop_back();
    return safe;
}

/// As one word in quotes, systemd.syntax(7); in a command line a dollar is one of its variables, too.
enum class Line { assignment, command };
std::string word(std::string_view text, Line kind) {
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '%' || (c == '$' && kind == Line::command)) quoted += c;
        quoted += ends_line(c) ? ' ' : c;
    }
    return quoted + "\"";
}

std::string line(std::string_view key, std::string_view value) {
    return std::string(key) + "=" + std::string(value) + "\n";
}

bool is_template(const ServiceSource& source) {
    return source.name.ends_with('@');
}

std::string lists(std::string_view key, const GivenList<std::string>& items) {
    std::string text;
    for (const auto& item : items) text += line(key, *item);
    return text;
}

/// `instance`: a specifier of systemd's, behind the description.
std::string head(const ServiceSource& source, std::string_view description, std::string_view instance = {}) {
    return "# Made by sandbox-generator.\n[Unit]\n" + line("Description", plain(description) + std::string(instance)) +
           line("SourcePath", plain(source.path));
}

std::string head_of(const ServiceSource& source, const Unit& unit) {
    bool is_described = !unit.about.description->empty();
    auto text = is_described ? head(source, *unit.about.description) : head(source, "Sandbox " + source.name, is_template(source) ? "%i" : "");
    for (const auto& address : unit.about.documentation) text += line("Documentation", plain(*address));
    return text + lists("After", unit.about.after) + lists("Requires", unit.about.requires_units);
}

/// The statuses of a command that ended as it was asked to; systemd's own idea of clean signals, by way of sandbox-run.
std::string clean_statuses(const Unit& unit) {
    std::set<int> statuses;
    for (int signal : {SIGHUP, SIGINT, SIGPIPE, SIGTERM, *unit.life.kill_signal}) statuses.insert(128 + signal);
    std::string text;
    for (int status : statuses) text += (text.empty() ? "" : " ") + std::to_string(status);
    return text;
}

/// sandbox-stop has the unit's own time, and some more for what comes after.
std::string stop_timeout(const Unit& unit) {
    constexpr std::chrono::seconds kMore{20};
    if (*unit.life.stop_timeout >= kForever - kMore) return "infinity";
    return print_duration(*unit.life.stop_timeout + kMore);
}

/// What counts beside other services. Where the sandbox may have a limit of tasks of its own, which of a template each instance decides,
/// systemd's default would come before it.
std::string resources_of(const ServiceSource& source, const Unit& unit) {
    Contributions all;
    limits::contribute(unit.limits, all);
    bool has_own = cgroups::wants_group(unit.cgroups) || unit.limits.tasks_max.is_given() || is_template(source);
    std::string text = has_own ? line("TasksMax", "infinity") : "";
    for (const auto& property : cgroups::unit_properties(unit.cgroups, all.standing, cgroups::machine_memory()))
        text += line(property.name, (property.device.empty() ? "" : word(cgroups::device_path(property), Line::assignment) + " ") + cgroups::print_value(property));
    return text;
}

std::vector<std::string> texts(const GivenList<std::string>& items) {
    std::vector<std::string> all;
    for (const auto& item : items) all.push_back(*item);
    return all;
}

}  // namespace

std::string sandbox_of(const ServiceSource& source) {
    return is_template(source) ? "" : default_name(source.name);
}

ServiceFile service_of(const ServiceSource& source, const Unit& unit) {
    // The instance is systemd's, and may hold what no name of a sandbox may: the tools make one of it.
    auto quoted = [](const std::string& text) { return "\"" + text + "\""; };
    auto name = sandbox_of(source), instance = quoted(source.name + "%i");
    auto started = is_template(source) ? "--named " + instance : "--name " + quoted(name) + " " + quoted(source.name);
    auto ended = is_template(source) ? "--unit " + instance : quoted(name);
    auto identifier = is_template(source) ? default_name(source.name.substr(0, source.name.size() - 1)) + "-%i" : name;
    auto text = head_of(source, unit) + "\n[Service]\n";
    text += line("Type", "notify") + line("NotifyAccess", "main") + line("Environment", "SANDBOX_SERVICE=%n");
    text += line("ExecStart", word(source.programs + "/sandbox-run", Line::command) + " " + started);
    // It may have ended by itself, and then there is nothing to stop.
    text += line("ExecStop", "-" + word(source.programs + "/sandbox-stop", Line::command) + " " + ended);
    text += line("SuccessExitStatus", clean_statuses(unit)) + line("TimeoutStopSec", stop_timeout(unit));
    text += line("Delegate", "yes") + line("Slice", *unit.cgroups.slice) + line("KillMode", "mixed") + line("OOMPolicy", "continue");
    text += resources_of(source, unit);
    text += line("SyslogIdentifier", unit.journal.identifier.is_given() ? plain(*unit.journal.identifier) : identifier);
    return {source.name + ".service", std::move(text), texts(unit.about.wanted_by), texts(unit.about.alias)};
}

ServiceFile broken_service(const ServiceSource& source, const std::string& message, std::vector<std::string> wanted_by) {
    auto text = head(source, "Sandbox " + source.name + ", whose unit is broken") + "\n[Service]\n";
    text += line("Type", "oneshot") + line("Environment", word("SANDBOX_ERROR=sandbox-run: " + message, Line::assignment));
    text += line("ExecStart", "/bin/sh -c 'echo \"$$SANDBOX_ERROR\" >&2; exit 2'") + line("SyslogIdentifier", "sandbox-run");
    return {source.name + ".service", std::move(text), std::move(wanted_by), {}};
}

}  // namespace sandbox
