// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/explain.hh"

#include "core/text.hh"

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

}  // namespace

std::string describe(const Step& step) {
    return std::visit([](const auto& domain) { return describe(domain); }, step.body);
}

std::string explain(const Plan& plan) {
    std::string text = "launch " + std::string(name_of(plan.mode)) + "\n";
    for (const Step& step : plan.steps)
        text += padded(std::string(name_of(step.phase)), 11) + padded(escape(describe(step)), 60) + "  " +
                escape(reason_of(step.reason)) + "\n";
    for (const Note& note : plan.notes) text += padded("note", 11) + escape(note.text) + "  " + escape(reason_of(note.reason)) + "\n";
    return text;
}

std::string explain_json(const Plan& plan) {
    std::string json = "{" + field("mode", name_of(plan.mode)) + ",\"steps\":[";
    for (const char* comma = ""; const Step& step : plan.steps) {
        json += std::string(comma) + "{" + field("phase", name_of(step.phase)) + "," + field("text", describe(step)) + "," +
                field("setting", step.reason.setting) + "," + field("origin", step.reason.origin.print()) + "}";
        comma = ",";
    }
    json += "],\"notes\":[";
    for (const char* comma = ""; const Note& note : plan.notes) {
        json += std::string(comma) + "{" + field("text", note.text) + "," + field("setting", note.reason.setting) + "," +
                field("origin", note.reason.origin.print()) + "}";
        comma = ",";
    }
    return json + "]}\n";
}

}  // namespace sandbox
