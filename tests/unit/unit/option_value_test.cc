// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/option_value.hh"

#include "tools/nspawn-options.hh"
#include "unit/registry.hh"

#include <doctest/doctest.h>

using namespace sandbox;

static const Origin kOrigin = Origin::option("--x");

static std::string refusal(std::string_view key, std::string_view text) {
    auto assignment = option_assignment(key, text, kOrigin);
    REQUIRE_FALSE(assignment);
    CHECK(assignment.error().fault() == Fault::usage);
    return assignment.error().message();
}

TEST_CASE("option: a limit is named as the kernel does, with or without its prefix") {
    for (std::string_view text : {"RLIMIT_NOFILE=1:2", "NOFILE=1:2"}) {
        auto assignment = option_assignment("Resources.Limit", text, kOrigin);
        REQUIRE(assignment);
        CHECK(assignment->row->key == "Resources.LimitNOFILE");
        CHECK(std::get<std::string>(assignment->value.data) == "1:2");
    }
    for (std::string_view text : {"NOFILE", "RLIMIT_=1", "=1", "RLIMIT_FOO=1", ""})
        CHECK(refusal("Resources.Limit", text) == "--x: \"" + std::string(text) + "\" is no limit, such as RLIMIT_NOFILE=1024:4096");
}

TEST_CASE("option: a boolean by another name is yes or no") {
    for (std::string_view text : {"yes", "TRUE", "1", "on"})
        CHECK(std::get<bool>(option_assignment("Files.ReadOnly", text, kOrigin)->value.data));
    for (std::string_view text : {"no", "False", "0", "off"})
        CHECK_FALSE(std::get<bool>(option_assignment("Files.ReadOnly", text, kOrigin)->value.data));
    CHECK(refusal("Files.ReadOnly", "") == "--x: Files.ReadOnly: \"\" is neither yes nor no");
}

TEST_CASE("option: every one of systemd-nspawn's that is taken names a setting and has a line of --help") {
    for (const cli::Option& option : tools::kNspawnOptions) {
        CHECK(option.is_refused == option.key.empty());
        CHECK_FALSE(option.brief.ends_with('.'));
        if (option.is_refused || option.key == "Resources.Limit") continue;
        CHECK_MESSAGE(find_setting(option.key) != nullptr, option.key);
        CHECK(option.brief.size() <= 60);
    }
}
