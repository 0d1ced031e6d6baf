// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/record.hh"

#include <cerrno>
#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::ledger;

namespace {

Record full() {
    Record record{.name = "web", .unit = "web@a", .drop_ins = "/etc/sandbox/units/web.toml.d", .description = "line \"one\"\n\x1b[31m", .documentation = {"man:x(1)", "file:/a b"}, .labels = {{"tier", "front"}, {"", ""}},
                  .command = {"sh", "-c", ""}, .boot = "b", .caller = 4294967295, .started = -1,
                  .supervisor = {1, 18446744073709551615u}, .init = {2, 0}, .namespaces = {{"mnt", 4026531841}},
                  .cgroups = {"/sys/fs/cgroup/pids/a", "/b"}, .cgroup_inodes = {7, ~0ull}, .tunnel = "/run/systemd/nspawn/propagate/web", .kill_signal = 9, .stop_timeout = 1, .log = "/var/log/x",
                  .health = HealthState{HealthStatus::unhealthy, 3, "exited with status 1: \"no\""}};
    record.joining = {.user = 1000, .group = 7, .capabilities = 1ull << 40, .drops_capabilities = true,
                      .no_new_privileges = true, .new_keyring = true, .umask = 077, .nice = -5, .oom_score = "100", .processors = "0-3,7",
                      .limits = {{7, 1024, 18446744073709551615u}}};
    return record;
}

}  // namespace

TEST_CASE("ledger: a record is read as it was written") {
    auto record = full();

    auto read = parse(print(record));

    REQUIRE(read);
    CHECK(*read == record);
}

TEST_CASE("ledger: no health is told from any, and an unknown one is refused") {
    Record record{.name = "web"};
    auto none = parse(print(record));
    REQUIRE(none);
    CHECK_FALSE(none->health);
    record.health.emplace();
    auto text = print(record);
    CHECK(parse(text)->health == HealthState{});
    text.replace(text.find("starting"), 8, "perfect!");
    CHECK_FALSE(parse(text));
}

TEST_CASE("ledger: directory and environment hold any byte but NUL") {
    Joining joining{.directory = "/a\n\xff", .environment = {"A=\x80", "B=", "C=x\ny"}}, read;

    parse_start(print_start(joining), read);

    CHECK(read == joining);
}

TEST_CASE("ledger: a newer format is told from nonsense") {
    auto newer = parse(R"({"format": 2, "name": ["of another shape"]})");
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code() == EOPNOTSUPP);

    for (const char* text : {"", "{", "[]", "null", "{}", R"({"format": "1"})", R"({"format": 1, "name": 7})"}) {
        CAPTURE(text);
        auto read = parse(text);
        REQUIRE_FALSE(read);
        CHECK(read.error().message() == "record.json is none of ours");
    }
}

TEST_CASE("ledger: every cut of a record is refused, never taken for a shorter one") {
    auto text = print(full());
    for (std::size_t length = 0; length + 2 < text.size(); ++length) REQUIRE_FALSE(parse(text.substr(0, length)));
}
