// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report.hh"

#include "core/text.hh"

namespace sandbox {

static constexpr std::string_view kEnds[] = {"exited", "signaled", "not-executable", "not-found", "failed", "killed"};

int Report::exit_status() const {
    switch (ended) {
    case Ended::exited: return code;
    case Ended::signaled:
    case Ended::killed: return 128 + code;
    case Ended::not_executable: return init::kExitNotExecutable;
    case Ended::not_found: return init::kExitNotFound;
    case Ended::failed: return 125;
    }
    return 125;
}

std::string Report::json() const {
    auto number = [](std::string_view name, std::int64_t value) { return "," + json_string(name) + ":" + std::to_string(value); };
    std::string line = "{\"event\":\"ended\",\"how\":" + json_string(kEnds[static_cast<std::size_t>(ended)]);
    line += number("exit-status", exit_status());
    if (ended == Ended::signaled || ended == Ended::killed) line += number("signal", code);
    if (core) line += ",\"core\":true";
    if (!message.empty()) line += ",\"message\":" + json_string(message);
    if (ended == Ended::exited || ended == Ended::signaled) {
        line += number("user-microseconds", usage.user_microseconds);
        line += number("system-microseconds", usage.system_microseconds);
        line += number("max-rss-kib", usage.max_rss_kib);
    }
    if (left_out.empty()) return line + "}\n";
    line += ",\"left-out\":[";
    for (const char* comma = ""; const std::string& note : left_out) {
        line += comma + json_string(note);
        comma = ",";
    }
    return line + "]}\n";
}

}  // namespace sandbox
