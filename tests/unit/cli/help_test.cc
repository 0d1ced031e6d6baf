// SPDX-License-Identifier: LGPL-2.1-or-later
#include "capture.hh"
#include "cli/about.hh"
#include "cli/help.hh"
#include "core/text.hh"
#include "tables.hh"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sandbox;
using namespace sandbox::cli;
using namespace sandbox::cli::test;

static std::size_t widest(std::string_view text) {
    std::size_t width = 0;
    for (auto line : split(text, '\n')) width = std::max(width, line.size());
    return width;
}

TEST_CASE("help: no line has more than 80 columns") {
    auto options = run_options();
    CHECK(widest(help(kRun, options)) <= 80);
    CHECK(widest(help(kUnshare, kUnshareOptions)) <= 80);

    std::string word(200, 'x');
    const std::string_view forms[] = {word};
    const Option monsters[] = {
        {.name = word, .takes = Argument::required, .argument = word, .brief = word, .group = "Monsters"}};
    CHECK(widest(help({.name = "x", .brief = word, .synopsis = forms}, monsters)) == 80);
}

TEST_CASE("help: every option is there, by letter and by name, in the form that it is typed in") {
    auto options = run_options();
    auto text = help(kRun, options);
    for (const Option& option : options) {
        CAPTURE(option.name);
        CHECK(text.find((option.negatable ? "--[no-]" : "--") + std::string(option.name)) != text.npos);
        if (option.letter != 0) CHECK(text.find("\n  -" + std::string(1, option.letter) + ", --") != text.npos);
    }
}

TEST_CASE("help: what is told in the manual alone leaves no heading") {
    constexpr Option kTheirs[] = {{.name = "one", .brief = "first"}, {.name = "two", .is_unlisted = true, .brief = "second", .group = "Refused"}};
    auto text = help(kRun, kTheirs);
    CHECK(text.find("first") != text.npos);
    CHECK(text.find("Refused") == text.npos);
}

TEST_CASE("help: usage, purpose, then the options aligned under their headings") {
    constexpr std::string_view kForms[] = {"[OPTIONS] FILE", "--list"};
    constexpr Option kOptions[] = {
        {.letter = 'h', .name = "help", .brief = "print this help and exit"},
        {.name = "format", .takes = Argument::optional, .brief = "how to print", .choices = kFormats},
        {.letter = 'g', .takes = Argument::required, .argument = "SPEC", .brief = "which group"},
        {.name = "a-very-long-name-of-an-option", .takes = Argument::required, .argument = "ARGUMENT",
         .brief = "what has no room in its own line stands below it, and goes on in a line after that",
         .group = "Files"},
        {.name = "read-only", .negatable = true, .brief = "change nothing", .group = "Files"},
    };

    CHECK(help({.name = "tool", .brief = "Do a thing.", .synopsis = kForms}, kOptions) ==
          "Usage: tool [OPTIONS] FILE\n"
          "       tool --list\n"
          "\n"
          "Do a thing.\n"
          "\n"
          "Options:\n"
          "  -h, --help                print this help and exit\n"
          "      --format[=text|json]  how to print\n"
          "  -g SPEC                   which group\n"
          "\n"
          "Files:\n"
          "      --a-very-long-name-of-an-option ARGUMENT\n"
          "                            what has no room in its own line stands below it,\n"
          "                            and goes on in a line after that\n"
          "      --[no-]read-only      change nothing\n");
}

TEST_CASE("help: --help goes before --version, and a line with neither prints nothing") {
    static constexpr Option kOptions[] = {kHelp, kVersion};
    constexpr Tool kTool{.name = "some-tool", .brief = "Does something."};
    auto about = [&](std::initializer_list<std::string> words) {
        Arguments arguments(words);
        auto line = parse(kTool, kOptions, arguments.span()).value();
        Capture output(1);
        bool is_printed = print_about(kTool, kOptions, line).value();
        return std::pair(is_printed, output.text());
    };
    CHECK(about({"some-tool"}) == std::pair(false, std::string()));
    CHECK(about({"some-tool", "--version"}) == std::pair(true, std::string("some-tool " SANDBOX_VERSION "\n")));
    CHECK(about({"some-tool", "--version", "--help"}) == std::pair(true, help(kTool, kOptions)));
}
