// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/end_entry.hh"

#include "runtime/report/text.hh"

namespace sandbox {
namespace {

using Ended = Report::Ended;

std::string_view result_of(const Report& report) {
    if (report.ended == Ended::failed) return "resources";
    if (!is_failure(report) || report.was_stopped) return "success";
    if (report.memory_kill) return "oom-kill";
    if (!report.time_spent.empty()) return "timeout";
    if (!report.unhealthy.empty()) return "watchdog";
    if (report.ended == Ended::signaled || report.ended == Ended::killed) return report.core ? "core-dump" : "signal";
    return "exit-code";
}

/// Empty: there was no command that ended.
std::string_view code_of(const Report& report) {
    switch (report.ended) {
    case Ended::exited:
    case Ended::not_found:
    case Ended::not_executable: return "exited";
    case Ended::signaled:
    case Ended::killed: return report.core ? "dumped" : "killed";
    case Ended::failed:
    case Ended::rebooted:
    case Ended::halted: return {};
    }
    return {};
}

int status_of(const Report& report) {
    return report.ended == Ended::signaled || report.ended == Ended::killed ? report.code : report.exit_status();
}

void add_use(const Report& report, std::vector<journal::Field>& fields) {
    auto add = [&](std::string_view figure, const char* name, std::uint64_t factor) {
        if (auto value = cgroups::find_figure(report.figures, figure)) fields.push_back({name, std::to_string(*value * factor)});
    };
    add("cpu-microseconds", "CPU_USAGE_NSEC", 1000);
    add("memory-peak-bytes", "MEMORY_PEAK", 1);
    add("io-read-bytes", "IO_METRIC_READ_BYTES", 1);
    add("io-written-bytes", "IO_METRIC_WRITE_BYTES", 1);
}

}  // namespace

EndEntry end_entry(const Report& report, std::string_view name) {
    auto result = result_of(report);
    EndEntry entry{.level = result == "success" ? journal::Level::notice : journal::Level::warning, .message = print_line(report, name)};
    entry.fields = {{"MESSAGE_ID", std::string(kEndMessageId)}, {"SANDBOX_RESULT", std::string(result)}};
    if (auto code = code_of(report); !code.empty()) {
        entry.fields.push_back({"EXIT_CODE", std::string(code)});
        entry.fields.push_back({"EXIT_STATUS", std::to_string(status_of(report))});
    }
    if (auto cause = report.cause(); !cause.empty()) entry.fields.push_back({"SANDBOX_CAUSE", cause});
    add_use(report, entry.fields);
    return entry;
}

}  // namespace sandbox
