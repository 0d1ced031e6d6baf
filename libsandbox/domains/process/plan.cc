// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/plan.hh"

#include "core/text.hh"

#include <algorithm>
#include <map>

namespace sandbox::process {
namespace {

constexpr std::string_view kPath = "/usr/local/bin:/usr/bin:/bin";
constexpr std::string_view kAdministratorsPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The default policy: a terminal's name and nothing else, whatever the caller put there.
bool is_terminal_name(std::string_view text) {
    auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '+' || c == '-';
    };
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, is_allowed);
}

Result<void> check_safe(const Spec& spec, const std::string& name, const Origin& origin, std::string_view setting) {
    if (*spec.unsafe_environment || !is_unsafe(name)) return {};
    return fail(Error::usage(name + " decides what code is loaded; Exec.UnsafeEnvironment = true allows it")
                    .at(origin, setting));
}

/// The caller's variables that are let in: TERM if it is harmless, and those that the unit names.
Result<void> add_callers(const Spec& spec, const Facts& facts, std::map<std::string, std::string>& variables) {
    for (const std::string& entry : TRY(facts.environment.get("process.environment"))) {
        auto equals = entry.find('=');
        std::string name = entry.substr(0, equals), value = entry.substr(equals + 1);
        bool is_passed = std::ranges::any_of(spec.pass_environment, [&](const auto& item) { return item.value == name; });
        if (name == "TERM" ? is_terminal_name(value) : is_passed) variables[name] = value;
    }
    for (const auto& name : spec.pass_environment)
        TRY(check_safe(spec, name.value, name.origin, "Exec.PassEnvironment"));
    return {};
}

Result<std::vector<std::string>> environment_of(const Spec& spec, const Facts& facts, const Contributions& all) {
    std::map<std::string, std::string> variables{
        {"PATH", std::string(all.has_administrator ? kAdministratorsPath : kPath)}, {"LANG", "C.UTF-8"}, {"SHELL", "/bin/sh"}};
    for (const SetEnvironment& set : all.environment) variables[set.name] = set.value;
    TRY(add_callers(spec, facts, variables));
    for (const auto& name : spec.environment.removed) variables.erase(*name);
    for (const auto& [name, value] : spec.environment) {
        auto checked = parse_variable({name, value.origin});
        if (!checked) return fail(std::move(checked).error().at(value.origin, "Exec.Environment"));
        TRY(check_safe(spec, name, value.origin, "Exec.Environment"));
        variables[name] = *value;
    }
    std::vector<std::string> environment;
    for (const auto& [name, value] : variables) environment.push_back(name + "=" + value);
    return environment;
}

void plan_standard(const Spec& spec, Draft<Step>& out) {
    struct Row {
        int descriptor;
        std::string_view setting;
        const Given<Standard>& given;
    };
    for (const Row& row : {Row{0, "Exec.StandardInput", spec.input}, Row{1, "Exec.StandardOutput", spec.output},
                           Row{2, "Exec.StandardError", spec.errors}})
        if (row.given->kind == Standard::Kind::null || row.given->kind == Standard::Kind::file)
            out.step(Phase::clean, OpenStandard{row.descriptor, *row.given}, {row.setting, row.given.origin});
}

}  // namespace

Result<void> plan(const Spec& spec, const Facts& facts, const Contributions& all, bool has_pid_namespace,
                  Draft<Step>& out) {
    if (spec.command.empty())
        return fail(Error::usage("no command: name one in Exec.Command or behind \"--\""));
    Start start{.environment = TRY(environment_of(spec, facts, all)), .init = *spec.init, .leads_session = *spec.new_session};
    for (const auto& argument : spec.command) start.command.push_back(*argument);
    Reason reason{"Exec.Command", spec.command.items[0].origin};
    if (!has_pid_namespace && start.init == Init::builtin) {
        if (spec.init.is_given())
            return fail(Error::usage("builtin is the PID 1 of a pid namespace, and this sandbox has none of its own")
                            .at(spec.init.origin, "Exec.Init"));
        start.init = Init::payload;
        out.note("without a pid namespace nothing ends what the command leaves behind", all.namespace_list);
    }
    // What goes to the journal is a pipe in the place of the caller's by then.
    auto is_callers = [](const Given<Standard>& given) { return given->kind == Standard::Kind::caller || given->kind == Standard::Kind::journal; };
    out.step(Phase::clean, CloseDescriptors{{is_callers(spec.input), is_callers(spec.output), is_callers(spec.errors)}, all.passed},
             {"Exec.Command", {}});
    out.step(Phase::clean, ResetSignals{}, {"Exec.Command", {}});
    if (!*spec.new_session) out.step(Phase::clean, LeaveTerminal{}, {"Exec.NewSession", spec.new_session.origin});
    plan_standard(spec, out);
    if (*spec.keyring == KeyringMode::standard)
        out.step(Phase::limit, NewKeyring{}, {"Security.KeyringMode", spec.keyring.origin});
    std::string directory = spec.working_directory->empty() ? all.home : *spec.working_directory;
    std::optional<unsigned> umask;
    if (!spec.umask.is_given()) umask = *spec.umask;
    out.step(Phase::place_self, ChangeDirectory{directory, umask, !spec.working_directory.is_given()}, {"Exec.WorkingDirectory", spec.working_directory.origin});
    if (!umask) out.step(Phase::place_self, SetMask{*spec.umask}, {"Exec.UMask", spec.umask.origin});
    out.step(Phase::confine, HoldLifeLine{}, {"Exec.Command", {}});
    out.step(Phase::start, std::move(start), reason);
    return {};
}

std::string describe(const Step& step) {
    struct Describe {
        std::string operator()(const CloseDescriptors& close) const {
            return "close every descriptor but 0, 1, 2" +
                   (close.passed > 0 ? ", and " + std::to_string(close.passed) + " that a service manager passed" : "");
        }
        std::string operator()(const ResetSignals&) const { return "every signal back to its default"; }
        std::string operator()(const LeaveTerminal&) const { return "let go of the caller's terminal, in its session"; }
        std::string operator()(const OpenStandard& open) const {
            return "descriptor " + std::to_string(open.descriptor) + " is " +
                   (open.standard.kind == Standard::Kind::null ? "/dev/null" : open.standard.path);
        }
        std::string operator()(const NewKeyring&) const { return "a new session keyring"; }
        std::string operator()(const ChangeDirectory& change) const {
            return "work in " + change.path + (change.umask ? ", umask " + print_mode(*change.umask) : "");
        }
        std::string operator()(const SetMask& set) const { return "umask " + print_mode(set.umask); }
        std::string operator()(const HoldLifeLine&) const { return "end with the supervisor"; }
        std::string operator()(const Start& start) const {
            std::string text = start.init == Init::builtin ? "start, under PID 1 of ours:" : "start, without a PID 1 of ours:";
            for (const auto& argument : start.command) text += " " + escape(argument);
            return text;
        }
    };
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::process
