// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include "classic/lsns/cells.hh"
#include "classic/lsns/collect.hh"
#include "classic/lsns/filter.hh"

#include <string>

using namespace sandbox::lsns;

TEST_CASE("lsns: the unit is the first service or scope of systemd's group, on every hierarchy") {
    CHECK(unit_in_cgroup("0::/system.slice/cron.service\n") == "cron.service");
    CHECK(unit_in_cgroup("4:memory:/x.service\n1:name=systemd:/user.slice/user-1.slice/user@1.service/app.slice/a.scope\n") == "user@1.service");
    CHECK(unit_in_cgroup("0::/machine.slice/_cgroup.scope/payload\n") == "cgroup.scope");
    CHECK(unit_in_cgroup("0::/\n") == "");
    CHECK(unit_in_cgroup("0::/a:b.service\n") == "a:b.service");
}

TEST_CASE("lsns: files that namespaces are bound to are found, with their blanks") {
    auto bound = bound_namespaces("9 1 0:4 net:[402] /run/my\\040ns rw shared:5 - nsfs nsfs rw\n8 1 0:5 / /proc rw - proc proc rw\n");
    REQUIRE(bound.size() == 1);
    CHECK(bound[0].root == "net:[402]");
    CHECK(bound[0].path == "/run/my ns");
}

static bool accepts(std::string_view expression) {
    auto filter = Filter::parse(expression);
    REQUIRE(filter);
    return filter->accepts([](Column column) -> std::optional<std::string> {
        if (column == Column::type) return "net";
        if (column == Column::nprocs) return "12";
        if (column == Column::command) return "a b";
        return std::nullopt;
    });
}

TEST_CASE("lsns: a filter compares numbers as numbers and texts as texts") {
    CHECK(accepts("NPROCS > 9"));
    CHECK_FALSE(accepts("NPROCS lt 9"));
    CHECK(accepts("type == 'net' && COMMAND =~ '^a'"));
    CHECK(accepts("!(TYPE == \"mnt\") and (NPROCS == 1 || NPROCS >= 12)"));
    CHECK_FALSE(accepts("TYPE == 'mnt' || TYPE == 'uts' && NPROCS > 0"));
    CHECK_FALSE(accepts("NSFS"));
    CHECK(accepts("not NSFS"));
}

TEST_CASE("lsns: a filter that is none is refused, however deep it is nested") {
    for (const char* wrong : {"", "TYPE ==", "(TYPE", "TYPE == 'x", "ODD", "TYPE =~ '['", "TYPE TYPE", "&&", "TYPE =~ PID"})
        CHECK_MESSAGE(!Filter::parse(wrong), wrong);
    CHECK_FALSE(Filter::parse(std::string(100'000, '(')));
    CHECK_FALSE(Filter::parse(std::string(100'000, '!')));
}

TEST_CASE("lsns: a command line cannot write on the terminal") {
    Table table{.headings = {{.name = "COMMAND"}}, .rows = {{.cells = {"a\033[2Jb\r\n\xe2\x80\xae"}}}};
    CHECK(print_columns(table, {.is_utf8 = true}) == "COMMAND\na\\x1b[2Jb\\x0d\\x0a\\xe2\\x80\\xae\n");
}
