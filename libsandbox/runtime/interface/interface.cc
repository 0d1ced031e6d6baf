// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/interface/interface.hh"

#include "core/signal.hh"
#include "core/text.hh"

#include <algorithm>
#include <csignal>
#include <poll.h>

namespace sandbox::interface {

bool Checked::holds() const {
    return std::ranges::all_of(points, [](const auto& point) { return point.second.state == Finding::State::ok; });
}

/// What the supervisor sends to end it: an init of systemd's takes the one for a request, and most others for their death.
static Finding end_signal(const ledger::Record& record) {
    auto text = print_signal(record.kill_signal);
    return record.kill_signal == SIGRTMIN + 3 ? ok(text) : differs(text + " is what asks it to end");
}

Result<Checked> check(const ledger::Running& sandbox) {
    auto guest = TRY(Guest::open(sandbox.record.init.pid));
    Checked checked{.name = sandbox.record.name};
    for (auto points : {environment_points(), run_host_points(), kernel_points(), device_points(), privilege_points()})
        for (const Point& point : points) {
            auto finding = point.check(guest);
            checked.points.emplace_back(point.name, finding ? *std::move(finding) : unknown(finding.error().message()));
        }
    checked.points.emplace_back("SIGRTMIN+3", end_signal(sandbox.record));
    // Its number may be another's by now.
    pollfd init{sandbox.init.get(), POLLIN, 0};
    if (::poll(&init, 1, 0) != 0) return fail(Error::impossible(sandbox.record.name + " has ended meanwhile"));
    return checked;
}

std::string print(const Checked& checked) {
    std::string text;
    for (const auto& [name, finding] : checked.points) {
        std::string state(kStates[static_cast<std::size_t>(finding.state)]);
        state.resize(8, ' ');
        text += state + std::string(name) + ": " + escape(finding.reason) + "\n";
    }
    return text;
}

std::string print_json(const Checked& checked) {
    std::string text = "{\"name\":" + json_string(checked.name) + ",\"holds\":" + (checked.holds() ? "true" : "false") + ",\"points\":[";
    for (const char* comma = ""; const auto& [name, finding] : checked.points) {
        text += comma + std::string("{\"point\":") + json_string(name) + ",\"state\":" + json_string(kStates[static_cast<std::size_t>(finding.state)]) +
                ",\"reason\":" + json_string(finding.reason) + "}";
        comma = ",";
    }
    return text + "]}\n";
}

}  // namespace sandbox::interface
