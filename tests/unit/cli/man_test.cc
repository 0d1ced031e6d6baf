// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/man.hh"
#include "core/text.hh"
#include "tables.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cli;
using namespace sandbox::cli::test;

TEST_CASE("man: text is no request, no escape, and keeps its characters") {
    CHECK(roff(".SH trap") == "\\&.SH trap");
    CHECK(roff("a\n.b\n'c") == "a\n\\&.b\n\\(aqc");
    CHECK(roff("a.b") == "a.b");
    CHECK(roff("C:\\n") == "C:\\(rsn");
    CHECK(roff("--read-only") == "\\-\\-read\\-only");
    CHECK(roff("`~^\"") == "\\(ga\\(ti\\(ha\\(dq");
}

TEST_CASE("man: every option has its forms, its argument and its paragraph") {
    auto options = run_options();
    auto page = man_options(options);
    for (const Option& option : options) {
        CAPTURE(option.name);
        CHECK(page.find("\\fB" + roff("--" + std::string(option.name)) + "\\fR") != page.npos);
        if (option.letter != 0) CHECK(page.find("\\fB\\-" + std::string(1, option.letter) + "\\fR, ") != page.npos);
        if (option.row != nullptr) CHECK(page.find("Sets \\fB" + std::string(option.row->key)) != page.npos);
    }
}

TEST_CASE("man: an option is a tagged paragraph under its heading") {
    const Option one[] = {options_of(kRows)[0], options_of(kRows)[2]};

    CHECK(man_options(one) ==
          ".SS Files\n"
          ".TP\n"
          "\\fB\\-\\-read\\-only\\fR, \\fB\\-\\-no\\-read\\-only\\fR\n"
          "The root itself.\n"
          ".IP\n"
          "\\&.hidden files too.\n"
          "Sets \\fBFiles.ReadOnly\\fR.\n"
          ".TP\n"
          "\\fB\\-\\-sys\\fR \\fInone|readonly\\fR\n"
          "Whether /sys is there.\n"
          "One of \\fBnone\\fR, \\fBreadonly\\fR.\n"
          "Sets \\fBFiles.Sys\\fR.\n");
}

TEST_CASE("man: one that assigns by another name has the key, and one that is refused the reason") {
    constexpr Option kTheirs[] = {{.name = "directory", .takes = Argument::required, .argument = "DIR", .brief = "as -D", .key = "Files.Root"},
                                  {.letter = 'x', .name = "ephemeral", .is_unlisted = true, .is_refused = true, .brief = "no copy", .group = "Refused"}};
    CHECK(man_options(kTheirs) == ".SS Options\n.TP\n\\fB\\-\\-directory\\fR \\fIDIR\\fR\nAs \\-D.\nSets \\fBFiles.Root\\fR.\n"
                                  ".SS Refused\n.TP\n\\fB\\-x\\fR, \\fB\\-\\-ephemeral\\fR\nNo copy.\n");
}

TEST_CASE("man: an option without a paragraph has its brief as a sentence") {
    constexpr Option kOptions[] = {{.name = "explain", .takes = Argument::optional, .brief = "print the plan",
                                    .choices = kFormats}};
    CHECK(man_options(kOptions) ==
          ".SS Options\n.TP\n\\fB\\-\\-explain\\fR[=\\fItext|json\\fR]\nPrint the plan.\n"
          "One of \\fBtext\\fR, \\fBjson\\fR.\n");
}

TEST_CASE("man: every key stands once, in its section, with type, default and option") {
    auto page = man_keys(kRows);
    for (const Setting& row : kRows) {
        CAPTURE(row.key);
        auto tag = ".TP\n\\fB" + std::string(row.name()) + "=\\fR (";
        auto found = page.find(tag);
        REQUIRE(found != page.npos);
        CHECK(page.find(tag, found + 1) == page.npos);
        CHECK(page.rfind(".SS [", found) == page.rfind(".SS [" + std::string(row.section()) + "]", found));
    }
    CHECK(page.find(".TP\n\\fBTasksMax=\\fR (integer)\nThe most tasks.\nDefault: \\fB512\\fR.\n"
                    "Option: \\fB\\-\\-tasks\\-max\\fR.\n") != page.npos);
    CHECK(page.find("\\fBUMask=\\fR (string)\nAn octal number.\nDefault: \\fB0022\\fR.\n.SS") != page.npos);
}

TEST_CASE("man: a section whose rows stand apart is one subsection") {
    auto page = man_keys(kRows);
    CHECK(page.find(".SS [Files]") == page.rfind(".SS [Files]"));
    CHECK(page.find("Quota=") < page.find(".SS [Resources]"));
}

TEST_CASE("man: no line of generated text begins a request that we did not write") {
    auto page = man_options(run_options()) + man_keys(kRows);
    for (auto line : split(page, '\n')) {
        if (line.empty() || (line[0] != '.' && line[0] != '\'')) continue;
        CAPTURE(line);
        CHECK((line.starts_with(".SS ") || line == ".TP" || line == ".IP"));
    }
}

TEST_CASE("man: a page's marks are replaced, and only whole lines are marks") {
    const Part parts[] = {{"OPTIONS", "a\nb\n"}};
    CHECK(fill_page("x@OPTIONS@\n@OPTIONS@\nmail user@example.org\n", parts).value() ==
          "x@OPTIONS@\na\nb\nmail user@example.org\n");
}

TEST_CASE("man: a mark without its part and a part without its mark are errors that name them") {
    const Part parts[] = {{"OPTIONS", "a\n"}};
    CHECK(fill_page("@KEYS@\n", parts).error().message() == "@KEYS@: nothing to put here");
    CHECK(fill_page("text\n", parts).error().message() == "no line @OPTIONS@");
}
