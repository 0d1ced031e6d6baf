// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/service/service_file.hh"

#include <algorithm>
#include <csignal>
#include <doctest/doctest.h>

using namespace sandbox;
using namespace std::chrono_literals;

static const ServiceSource kSource{.name = "web", .path = "/etc/sandbox/units/web.toml", .programs = "/usr/bin"};

static bool has_line(const ServiceFile& service, std::string_view line) {
    return service.text.find("\n" + std::string(line) + "\n") != std::string::npos;
}

/// Lines of the text that a manager reads: keys and sections.
static std::size_t lines_of(const ServiceFile& service) {
    return static_cast<std::size_t>(std::count(service.text.begin(), service.text.end(), '\n'));
}

TEST_CASE("service: what a unit says of itself cannot become another line, a specifier or a continued line") {
    auto lines = lines_of(service_of(kSource, Unit{}));
    Unit unit;
    unit.about.description.value = "100 %h\nExecStart=/bin/false\\";
    auto service = service_of(kSource, unit);
    CHECK(lines_of(service) == lines);
    CHECK(has_line(service, "Description=100 %%h ExecStart=/bin/false"));
}

TEST_CASE("service: an error is told as it is") {
    auto service = broken_service(kSource, "/x/\"web\" $HOME %h \\x1b: unknown key\nExecStart=/bin/false", {"own.target"});
    CHECK(has_line(service, "Environment=\"SANDBOX_ERROR=sandbox-run: /x/\\\"web\\\" $HOME %%h \\\\x1b: unknown key ExecStart=/bin/false\""));
    CHECK(service.wanted_by == std::vector<std::string>{"own.target"});
}

TEST_CASE("service: the programs are found wherever they are") {
    ServiceSource source = kSource;
    source.programs = "/opt/my $tools/100%";
    CHECK(has_line(service_of(source, Unit{}), "ExecStart=\"/opt/my $$tools/100%%/sandbox-run\" --name \"web\" \"web\""));
}

TEST_CASE("service: systemd waits longer than sandbox-stop, and for ever if that does") {
    Unit unit;
    unit.life.stop_timeout.value = 90s;
    CHECK(has_line(service_of(kSource, unit), "TimeoutStopSec=1min 50s"));
    unit.life.stop_timeout.value = kForever;
    CHECK(has_line(service_of(kSource, unit), "TimeoutStopSec=infinity"));
}

TEST_CASE("service: to end by the unit's signal is no failure") {
    Unit unit;
    CHECK(has_line(service_of(kSource, unit), "SuccessExitStatus=129 130 141 143"));
    unit.life.kill_signal.value = SIGUSR1;
    CHECK(has_line(service_of(kSource, unit), "SuccessExitStatus=129 130 138 141 143"));
}

TEST_CASE("service: what counts beside others is the service's, limits are the sandbox's own") {
    Unit unit;
    CHECK(service_of(kSource, unit).text.find("TasksMax=") == std::string::npos);  // without a group nothing else might limit them
    CHECK(service_of(kSource, unit).text.find("Weight=") == std::string::npos);
    Unit tasks;
    tasks.limits.tasks_max = {20000, Origin::file("web.toml", 2)};
    CHECK(has_line(service_of(kSource, tasks), "TasksMax=infinity"));
    unit.cgroups.cpu_weight = {cgroups::Weight{20}, Origin::file("web.toml", 3)};
    unit.cgroups.memory_max = {cgroups::Amount{.bytes = 1 << 20}, Origin::file("web.toml", 4)};
    CHECK(has_line(service_of(kSource, unit), "TasksMax=infinity"));
    CHECK(has_line(service_of(kSource, unit), "CPUWeight=20"));
    unit.cgroups.io_device_weight.items.push_back({{"/nowhere//x\nExecStartPre=/bin/false\rX=\"%h", 30}, Origin::file("web.toml", 5)});
    CHECK(has_line(service_of(kSource, unit), "IODeviceWeight=\"/nowhere/x ExecStartPre=/bin/false X=\\\"%%h\" 30"));
    CHECK(service_of(kSource, unit).text.find("MemoryMax=") == std::string::npos);
}
