// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/written.hh"

#include "core/signal.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox {
namespace {

/// Whether the plan names the setting already.
bool has_step(const Plan& plan, std::string_view setting) {
    return std::ranges::any_of(plan.steps, [&](const Step& step) { return step.reason.setting == setting; });
}

void add_environment(const process::Spec& spec, std::vector<Note>& out) {
    for (const auto& name : spec.pass_environment) out.push_back({"variable " + *name + ", if the caller has it", {"Exec.PassEnvironment", name.origin}});
    for (const auto& [name, value] : spec.environment) out.push_back({"variable " + name + "=" + *value, {"Exec.Environment", value.origin}});
}

std::string patience_text(life::Microseconds patience) {
    return patience == life::kForever ? "never killed for not ending" : "SIGKILL " + print_duration(patience) + " after it was asked to end";
}

template <class Names, class Enum> std::string word(const Names& names, Enum value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

}  // namespace

std::vector<Note> written_beside(const Unit& unit, const Plan& plan) {
    std::vector<Note> lines;
    auto add = [&](std::string_view setting, const auto& given, std::string text) {
        if (given.is_given() && !has_step(plan, setting)) lines.push_back({std::move(text), {setting, given.origin}});
    };
    add_environment(unit.process, lines);
    add("Exec.Init", unit.process.init, "PID 1: " + word(process::kInits, *unit.process.init));
    add("Exec.TTY", unit.life.terminal, "a terminal of its own: " + word(life::kTerminals, *unit.life.terminal));
    add("Exec.KillSignal", unit.life.kill_signal, print_signal(*unit.life.kill_signal) + " asks it to end");
    add("Exec.TimeoutStopSec", unit.life.stop_timeout, patience_text(*unit.life.stop_timeout));
    add("Report.Print", unit.life.print, "tell how it ended: " + word(life::kPrints, *unit.life.print));
    add("Report.LogLines", unit.life.log_lines, "last lines of its output in the report: " + std::to_string(*unit.life.log_lines));
    return lines;
}

}  // namespace sandbox
