// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/explain.hh"

#include "core/text.hh"
#include "plan/written.hh"

#include <span>

namespace sandbox {
namespace {

std::string_view name_of(LaunchMode mode) {
    return mode == LaunchMode::in_place ? "in place" : "rendezvous";
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

std::string reason_of(const Reason& reason) {
    std::string text(reason.setting);
    return text + " (" + reason.origin.print() + ")";
}

std::string field(std::string_view name, std::string_view value) {
    return json_string(name) + ":" + json_string(value);
}

/// A step's line, or one that looks like it.
std::string line_of(std::string_view word, std::string_view text, const Reason& reason) {
    return padded(std::string(word), 11) + padded(escape(text), 60) + "  " + escape(reason_of(reason)) + "\n";
}

std::string json_of(std::span<const Note> notes) {
    std::string json;
    for (const Note& note : notes)
        json += std::string(json.empty() ? "" : ",") + "{" + field("text", note.text) + "," + field("setting", note.reason.setting) + "," +
                field("origin", note.reason.origin.print()) + "}";
    return json;
}

}  // namespace

std::string describe(const Step& step) {
    return std::visit([](const auto& domain) { return describe(domain); }, step.body);
}

std::string explain(const Plan& plan, const Unit& unit) {
    std::string text;
    const auto& description = unit.about.description;
    if (!description->empty()) text = line_of("unit", *description, {"Unit.Description", description.origin});
    text += "launch " + std::string(name_of(plan.mode)) + "\n";
    for (const Step& step : plan.steps) text += line_of(name_of(step.phase), describe(step), step.reason);
    for (const Note& line : written_beside(unit, plan)) text += line_of("also", line.text, line.reason);
    for (const Note& note : plan.notes) text += padded("note", 11) + escape(note.text) + "  " + escape(reason_of(note.reason)) + "\n";
    return text;
}

std::string explain_json(const Plan& plan, const Unit& unit) {
    std::string json = "{";
    if (!unit.about.description->empty()) json += field("description", *unit.about.description) + ",";
    json += field("mode", name_of(plan.mode)) + ",\"steps\":[";
    for (const char* comma = ""; const Step& step : plan.steps) {
        json += std::string(comma) + "{" + field("phase", name_of(step.phase)) + "," + field("text", describe(step)) + "," +
                field("setting", step.reason.setting) + "," + field("origin", step.reason.origin.print()) + "}";
        comma = ",";
    }
    return json + "],\"also\":[" + json_of(written_beside(unit, plan)) + "],\"notes\":[" + json_of(plan.notes) + "]}\n";
}

Result<std::string> explain_as(std::string_view format, const Plan& plan, const Unit& unit) {
    if (format == "json") return explain_json(plan, unit);
    if (format == "text") return explain(plan, unit);
    return fail(Error::usage("--explain: " + quote(format) + " is neither text nor json"));
}

}  // namespace sandbox
