// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plan/explain.hh"

#include "generate.hh"

#include <algorithm>
#include <doctest/doctest.h>

using namespace sandbox;

namespace {

Plan one_step(Body body, Reason reason = {"Files.Bind", Origin::file("t.toml", 3, 4)}) {
    return {.steps = {{Phase::place, std::move(body), std::move(reason)}}};
}
Body place(Place place) {
    return mounts::Step(mounts::PutPlace{std::move(place)});
}

}  // namespace

TEST_CASE("explain: a line is the phase, what happens, the setting and who wrote it") {
    auto text = explain(one_step(place({.kind = Place::Kind::bind, .target = "/t", .source = "/s", .flags = {.read_only = true}})));
    CHECK(text == "launch in place\nplace      bind /s onto /t, read-only                                    Files.Bind (t.toml:3:4)\n");
}

TEST_CASE("explain: a long line keeps two blanks before its setting") {
    std::string path = "/" + std::string(100, 'x');
    CHECK(explain(one_step(place({.kind = Place::Kind::directory, .target = path}))).find("mode 0755  Files.Bind (") != std::string::npos);
}

TEST_CASE("explain: a unit's description comes first, and what no step names in the end") {
    Unit unit{.about = {.description = {"a\x1b[2Jb", Origin::file("t.toml", 1, 1)}}};
    unit.life.stop_timeout = {kForever, Origin::option("-p")};
    auto plan = one_step(place({.kind = Place::Kind::directory, .target = "/t"}));
    auto text = explain(plan, unit);
    CHECK(text.starts_with("unit       a\\x1b[2Jb"));
    CHECK(text.find("\nalso       never killed for not ending") != text.npos);
    CHECK(text.ends_with("  Exec.TimeoutStopSec (-p)\n"));
    auto json = explain_json(plan, unit);
    CHECK(json.starts_with("{\"description\":\"a\\u001b[2Jb\",\"mode\":"));
    CHECK(json.find("\"also\":[{\"text\":\"never killed for not ending\",\"setting\":\"Exec.TimeoutStopSec\",\"origin\":\"-p\"}]") != json.npos);
    plan.steps[0].reason.setting = "Exec.TimeoutStopSec";
    CHECK(explain(plan, unit).find("also") == text.npos);
}

TEST_CASE("explain: nothing that a unit names reaches the terminal raw (I05)") {
    for (const auto& body : {place({.kind = Place::Kind::bind, .target = "/\x1b[2J", .source = "/a\nplace"}),
                             place({.kind = Place::Kind::symlink, .target = "/\xe2\x80\xae", .source = "\x07"}),
                             Body(process::Step(process::Start{.command = {"\x1b]0;x\x07", "a\nb"}})),
                             Body(namespaces::Step(namespaces::SetHostname{"\x7f"}))}) {
        auto text = explain(one_step(body, {"Files.Bind", Origin::file("\x1b.toml", 1, 1)}));
        CHECK(std::ranges::count(text, '\n') == 2);
        CHECK(std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == 0x7f; }));
        auto json = explain_json(one_step(body, {"Files.Bind", Origin::file("\x1b.toml", 1, 1)}));
        CHECK(std::ranges::count(json, '\n') == 1);
        CHECK(std::ranges::none_of(json, [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == 0x7f; }));
    }
}

TEST_CASE("explain: JSON has the phase, the text, the setting and the origin of each step, and the notes") {
    auto made = one_step(place({.kind = Place::Kind::directory, .target = "/t"}));
    made.mode = LaunchMode::rendezvous;
    made.notes.push_back({"less \"than\" asked", {"User.Map", {}}});
    CHECK(explain_json(made) ==
          "{\"mode\":\"rendezvous\",\"steps\":[{\"phase\":\"place\",\"text\":\"directory /t, mode 0755\",\"setting\":\"Files.Bind\","
          "\"origin\":\"t.toml:3:4\"}],\"also\":[],\"notes\":[{\"text\":\"less \\\"than\\\" asked\",\"setting\":\"User.Map\",\"origin\":\"default\"}]}\n");
}

TEST_CASE("explain: no two steps of a plan have the same line") {
    for (const auto& [made, steps] : generated::plans()) {
        std::vector<std::string> lines;
        for (const Step& step : steps.steps) lines.push_back(std::string(name_of(step.phase)) + describe(step));
        std::ranges::sort(lines);
        auto twice = std::ranges::adjacent_find(lines);
        INFO(made.text);
        CHECK_MESSAGE(twice == lines.end(), *twice);
    }
}

namespace {

/// What --explain says of a made-up unit with these lines.
std::string explained(const std::string& lines, bool is_root) {
    auto made = generated::make("Exec.Command = [\"true\"]\n" + lines, is_root);
    auto steps = plan(made.unit, made.host);
    REQUIRE_MESSAGE(steps, steps.error().message());
    return explain(*steps, made.unit);
}

}  // namespace

TEST_CASE("explain: a bind that is idmapped says so, for root alone and not for one that is only read unless that is written") {
    const std::string writable = "Files.Bind = [\"/srv/a\"]\n", written = "Files.BindReadOnly = [\"/srv/a:/srv/a:idmap\"]\n";
    CHECK(explained(writable, true).find("bind /srv/a onto /srv/a, idmapped  ") != std::string::npos);
    CHECK(explained(written, true).find("bind /srv/a onto /srv/a, read-only, idmapped  ") != std::string::npos);
    CHECK(explained(writable + "User.PrivateUsers = \"pick\"\n", true).find(", idmapped") != std::string::npos);
    CHECK(explained("Files.BindReadOnly = [\"/srv/a\"]\n", true).find("idmapped") == std::string::npos);
    CHECK(explained("Files.Bind = [\"/srv/a:/srv/a:noidmap\"]\n", true).find("idmapped") == std::string::npos);
    for (const char* host_root : {"User.PrivateUsers = \"self\"\n", "User.Map = [[0, 100000, 10], [1000, 0, 1]]\n", "User.PrivateUsers = \"no\"\nExec.User = \"root\"\n"})
        CHECK_MESSAGE(explained(writable + host_root, true).find("idmapped") == std::string::npos, host_root);
    CHECK(explained(writable + "User.PrivateUsers = \"no\"\n", true).find(", idmapped") != std::string::npos);
    CHECK(explained(writable, false).find("idmapped") == std::string::npos);
}

TEST_CASE("explain: what a unit opens has a line with its setting, though no step does it") {
    for (const char* line : {"Security.NoNewPrivileges = false", "Security.KeyringMode = \"inherit\"", "Network.Loopback = false",
                             "Network.Mode = \"none\"", "Exec.Environment = {LANG = \"\"}", "Exec.UnsafeEnvironment = true",
                             "Unit.Labels = {tier = \"front\"}", "Report.Keep = 0", "Machine.Register = \"no\"", "Files.ReadOnly = false",
                             "Security.SELinux = \"off\"", "Landlock.Mode = \"off\"", "Security.RestrictNamespaces = false",
                             "Sandbox.Optional = [\"Resources.MemoryMax\"]", "Exec.Group = \"8\"", "Sandbox.Backend = \"container\"", "Unit.Format = 1",
                             "Unit.Documentation = [\"man:x(1)\"]", "Install.WantedBy = [\"multi-user.target\"]", "Exec.Hostname = \"\""}) {
        std::string setting(line, std::string_view(line).find(" = "));
        CHECK_MESSAGE(explained(std::string(line) + "\n", false).find("  " + setting + " (made.toml:2:") != std::string::npos, line);
    }
    CHECK(explained("Unit.Documentation = [\"man:x(1)\"]\n", false).find("also       where to read more: [\"man:x(1)\"]  ") != std::string::npos);
    CHECK(explained("Exec.Environment = {LANG = \"\"}\n", false).find("also       no variable LANG  ") != std::string::npos);
}

TEST_CASE("explain: where there is no bus, who wrote nothing about machines reads nothing of them") {
    auto noted = [](const std::string& lines, std::string_view absence) {
        auto made = generated::make("Exec.Command = [\"true\"]\n" + lines, true);
        made.unit.is_named = true;
        auto asked = generated::make("Exec.Command = [\"true\"]\nMachine.Name = \"web\"\n", true).host;
        asked.machine.absence.set(std::string(absence));
        auto steps = plan(made.unit, asked);
        REQUIRE_MESSAGE(steps, steps.error().message());
        return explain(*steps, made.unit).find("no machine of systemd-machined") != std::string::npos;
    };
    CHECK_FALSE(noted("", machine::kNoBus));
    CHECK(noted("", "systemd-machined is not installed"));
    CHECK(noted("Machine.Register = \"auto\"\n", machine::kNoBus));
    CHECK(noted("Machine.Class = \"vm\"\n", machine::kNoBus));
}
