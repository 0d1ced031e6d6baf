// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/error.hh"

#include <cerrno>
#include <doctest/doctest.h>

using namespace sandbox;

TEST_CASE("error: a message reads place, setting, what, reason") {
    auto error = Error::from_errno("bind /srv onto /data", ENOENT).at(Origin::file("web.toml", 14, 8), "Files.Bind");
    CHECK(error.message() == "web.toml:14:8: Files.Bind: bind /srv onto /data: no such file or directory");
    CHECK(error.code() == ENOENT);
    CHECK(error.fault() == Fault::impossible);
}

TEST_CASE("error: a default has no place, an option is its own place, a file without a line is its name") {
    CHECK(Error::usage("no").at({}, "Exec.User").message() == "Exec.User: no");
    CHECK(Error::usage("no").at(Origin::option("--user"), "Exec.User").message() == "--user: Exec.User: no");
    CHECK(Error::usage("no").at(Origin::file("a.toml")).message() == "a.toml: no");
    CHECK(Origin{}.print() == "default");
}

TEST_CASE("error: the first to know the place wins, and a setting may come later") {
    auto error = Error::usage("no").at(Origin::file("a.toml", 1, 2)).at(Origin::file("b.toml", 3, 4), "Exec.User").at({}, "Exec.Group");
    CHECK(error.message() == "a.toml:1:2: Exec.User: no");
    CHECK(error.setting() == "Exec.User");
}

TEST_CASE("error: within goes in front of the reason, a hint behind it") {
    CHECK(Error::usage("no").within("inner").within("outer").hint("try x").at({}, "K.k").message() == "K.k: outer: inner: no; try x");
}

TEST_CASE("error: what a user typed cannot reach the terminal raw (I05)") {
    CHECK(Error::usage("a\x1b[2J\nb").at(Origin::file("\x9b.toml", 1, 1)).message() == "\\x9b.toml:1:1: a\\x1b[2J\\x0ab");
}

TEST_CASE("error: errno's text begins in lower case unless it is an acronym, and unknown numbers are said") {
    CHECK(reason_of(EPERM) == "operation not permitted");
    CHECK(reason_of(EIO) == "input/output error");
    CHECK(reason_of(ENXIO) == "no such device or address");
    CHECK(reason_of(EDOTDOT) == "RFS specific error");
    CHECK(reason_of(12345) == "error 12345");
}

TEST_CASE("error: as() changes whose fault it is and nothing else") {
    auto error = Error::from_errno("exec", EACCES).as(Fault::not_executable);
    CHECK(error.fault() == Fault::not_executable);
    CHECK(error.code() == EACCES);
}

TEST_CASE("error: TRY hands an error on and a value out") {
    auto half = [](int number) -> Result<int> {
        if (number % 2 != 0) return fail(Error::usage("odd"));
        return number / 2;
    };
    auto quarter = [&](int number) -> Result<int> { return TRY(half(TRY(half(number)))); };
    CHECK(*quarter(8) == 2);
    CHECK(quarter(6).error().message() == "odd");
}

TEST_CASE("error: a setting that was typed as the word itself is told once") {
    CHECK(Error::usage("unknown key").at(Origin::option("MemoryMax"), "Resources.MemoryMax").message() == "Resources.MemoryMax: unknown key");
    CHECK(Error::usage("unknown key").at(Origin::option("Resources.Foo"), "Resources.Foo").message() == "Resources.Foo: unknown key");
    CHECK(Error::usage("no").at(Origin::option("-p"), "Resources.MemoryMax").message() == "-p: Resources.MemoryMax: no");
    CHECK(Error::usage("no").at(Origin::option("Max"), "Resources.MemoryMax").message() == "Max: Resources.MemoryMax: no");
    CHECK(Error::usage("no").at(Origin::option("--name")).message() == "--name: no");
}
