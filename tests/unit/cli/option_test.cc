// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tables.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cli;
using namespace sandbox::cli::test;

static const Option& option_for(std::span<const Option> options, std::string_view name) {
    for (const Option& option : options)
        if (option.name == name) return option;
    FAIL("no option --" << name);
    return options.front();
}

TEST_CASE("cli: every row that names an option has one that points at the row, and no other row has") {
    auto options = options_of(kRows);

    std::size_t named = 0;
    for (const Setting& row : kRows) {
        if (row.option.empty()) continue;
        const Option& option = options.at(named++);
        CHECK(option.row == &row);
        CHECK(option.name == row.option);
        CHECK(option.letter == row.letter);
        CHECK(option.group == row.section());
    }
    CHECK(options.size() == named);
    CHECK(named < std::size(kRows));
}

TEST_CASE("cli: a boolean row takes no argument and can be negated, every other row requires one") {
    for (const Option& option : options_of(kRows)) {
        bool boolean = option.row->kind == Kind::boolean;
        CHECK(option.negatable == boolean);
        CHECK(option.takes == (boolean ? Argument::none : Argument::required));
    }
}

TEST_CASE("cli: a row that means something alone has an option whose letter takes no argument") {
    static constexpr Setting kAlone[] = {{.key = "A.B", .option = "pick", .letter = 'U', .argument = "MODE", .alone = "all", .brief = "b",
                                          .manual = "M.", .assign = ignore}};
    auto option = options_of(kAlone).front();
    CHECK(option.takes == Argument::optional);
    CHECK(option.letter_alone);
    CHECK(option.alone == "all");
}

TEST_CASE("cli: an argument is called as its row says, or by its choices, or by its type") {
    auto options = run_options();

    CHECK(argument_name(option_for(options, "bind")) == "SOURCE[:TARGET]");
    CHECK(argument_name(option_for(options, "sys")) == "none|readonly");
    CHECK(argument_name(option_for(options, "system-call-profile")) == "WORD");
    CHECK(argument_name(option_for(options, "memory-max")) == "SIZE");
    CHECK(argument_name(option_for(options, "tasks-max")) == "NUMBER");
    CHECK(argument_name(option_for(options, "timeout-stop")) == "TIME");
    CHECK(argument_name(option_for(options, "root-directory")) == "PATH");
    CHECK(argument_name(option_for(options, "explain")) == "text|json");
}

TEST_CASE("cli: a table in which a letter, a name or a no-name stands for two options is ambiguous") {
    constexpr Option kLetters[] = {{.letter = 'a', .name = "one"}, {.letter = 'a', .name = "two"}};
    constexpr Option kNames[] = {{.letter = 'a', .name = "one"}, {.letter = 'b', .name = "one"}};
    constexpr Option kNegated[] = {{.name = "fork", .negatable = true}, {.name = "no-fork"}};
    constexpr Option kNameless[] = {{.brief = "neither letter nor name"}};

    CHECK_FALSE(is_unambiguous(kLetters));
    CHECK_FALSE(is_unambiguous(kNames));
    CHECK_FALSE(is_unambiguous(kNegated));
    CHECK_FALSE(is_unambiguous(kNameless));
    static_assert(is_unambiguous(kUnshareOptions));
    CHECK(is_unambiguous(run_options()));
}
