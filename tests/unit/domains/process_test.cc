// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/spec.hh"

#include "value.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::process;

TEST_CASE("standard descriptor: caller, null or a file by its absolute path") {
    CHECK(*parse_input("caller") == Standard{Standard::Kind::caller, ""});
    CHECK(*parse_input("null") == Standard{Standard::Kind::null, ""});
    CHECK(*parse_input("file:/srv//log") == Standard{Standard::Kind::file, "/srv/log"});
    CHECK(*parse_input("file:/a:b") == Standard{Standard::Kind::file, "/a:b"});
    CHECK(refusal(parse_input("file:log")) == "\"log\" is not an absolute path");
    CHECK(refusal(parse_input("file:")) == "empty path");
    CHECK(refusal(parse_input("")) == "\"\" is none of caller, null, file:PATH");
    CHECK(refusal(parse_input("/dev/null")) == "\"/dev/null\" is none of caller, null, file:PATH");
    CHECK(refusal(parse_input("journal")) == "\"journal\" is none of caller, null, file:PATH");
    CHECK(*parse_output("journal") == Standard{Standard::Kind::journal, ""});
    CHECK(refusal(parse_output("kmsg")) == "\"kmsg\" is none of caller, null, journal, file:PATH");
}

TEST_CASE("umask: octal, of permissions only") {
    CHECK(*parse_umask("0022") == 022);
    CHECK(*parse_umask("77") == 077);
    CHECK(*parse_umask("0") == 0);
    for (const char* words : {"", "8", "1000", "0x12", "u=rwx", "-1", " 22"}) {
        INFO(words);
        CHECK(refusal(parse_umask(words)) == "\"" + std::string(words) + "\" is no umask, such as \"0022\"");
    }
}

TEST_CASE("variable: a name is letters, digits and _, no digit first") {
    for (const char* name : {"A", "_", "a_1", "PATH"}) CHECK(*parse_variable(text(name)) == name);
    for (const char* name : {"", "1A", "A-B", "A B", "A=B", "BASH_FUNC_x%%", "\xc3\xa9", "A\n"}) {
        INFO(name);
        CHECK(refusal(parse_variable(text(name))).ends_with(" is no variable's name"));
    }
}

TEST_CASE("variable: what a loader, a shell or an interpreter obeys is unsafe (I06)") {
    for (const char* name : {"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "LD_ANYTHING", "LIB_PRELOAD", "GCONV_PATH", "BASH_ENV", "ENV", "IFS",
                             "PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "PERL5LIB", "PERL5OPT", "PERLLIB", "PERL5DB", "RUBYOPT", "RUBYLIB", "NODE_OPTIONS",
                             "NODE_PATH", "JAVA_TOOL_OPTIONS", "GLIBC_TUNABLES", "MALLOC_TRACE", "LOCPATH", "NLSPATH", "HOSTALIASES", "TZDIR", "SHELLOPTS",
                             "BASHOPTS", "PS4"}) {
        INFO(name);
        CHECK(is_unsafe(name));
    }
    for (const char* name : {"PATH", "HOME", "TERM", "LANG", "EDITOR", "CC", "LD", "PRELOAD", "OLD_PATH", "ENVIRONMENT"}) {
        INFO(name);
        CHECK_FALSE(is_unsafe(name));
    }
}

TEST_CASE("argument: any text but a NUL, which exec cannot carry") {
    CHECK(*parse_argument(text("--bind=/ \x1b \xff")) == "--bind=/ \x1b \xff");
    CHECK(*parse_argument(text("")) == "");
    CHECK(refusal(parse_argument(text(std::string("a\0b", 3)))) == "an argument cannot contain a NUL");
}

TEST_CASE("working directory: absolute or empty") {
    CHECK(*process::parse_directory("/a/") == "/a");
    CHECK(*process::parse_directory("") == "");
    CHECK(refusal(process::parse_directory("~/x")) == "\"~/x\" is not an absolute path");
}
