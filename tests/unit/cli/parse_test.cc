// SPDX-License-Identifier: LGPL-2.1-or-later
#include "capture.hh"
#include "cli/main.hh"
#include "tables.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cli;
using namespace sandbox::cli::test;

using Words = std::vector<std::string>;

/// "--bind=/a;-p=X.Y=z;--no-read-only=false": what was parsed, each as typed and with its text.
static std::string summary(const CommandLine& line) {
    std::string text;
    for (const Parsed& parsed : line.options)
        text += (text.empty() ? "" : ";") + parsed.typed + "=" + std::string(parsed.text());
    return text;
}

static std::string parsed(std::initializer_list<std::string> words) {
    Arguments arguments(words);
    auto options = run_options();
    auto line = parse(kRun, options, arguments.span());
    return line ? summary(*line) : line.error().message();
}

static std::string refused(std::initializer_list<std::string> words) {
    Arguments arguments(words);
    auto options = run_options();
    Capture standard_error(STDERR_FILENO);
    auto line = parse(kRun, options, arguments.span());
    CHECK(standard_error.text() == "");
    REQUIRE_FALSE(line);
    CHECK(line.error().fault() == Fault::usage);
    return line.error().message();
}

/// What getopt_long prints for a command line of unshare.
static std::string getopt_says(std::initializer_list<std::string> words) {
    Arguments arguments(words);
    Capture standard_error(STDERR_FILENO);
    auto line = parse(kUnshare, kUnshareOptions, arguments.span());
    CHECK_FALSE(line);
    return standard_error.text();
}

TEST_CASE("parse: options come in their order, each with its argument and as it was typed") {
    CHECK(parsed({"x", "--bind", "/a", "-b/b", "--bind=/c:/d", "-b", "/e"}) == "--bind=/a;-b=/b;--bind=/c:/d;-b=/e");
    CHECK(parsed({"x", "--bi", "/a"}) == "--bi=/a");
    CHECK(parsed({"x", "-p", "Files.Sys=none", "--memory-max=64M"}) == "-p=Files.Sys=none;--memory-max=64M");
}

TEST_CASE("parse: of two options that exclude each other both are named") {
    Arguments arguments({"unshare", "-f", "-m"});
    auto line = parse(kUnshare, kUnshareOptions, arguments.span());
    REQUIRE(line);
    auto excluded = exclude(*line, line->options[0].option->name, line->options[1].option->name);
    REQUIRE_FALSE(excluded);
    CHECK(excluded.error().fault() == Fault::usage);
    CHECK(excluded.error().message() == "--fork and --mount contradict each other");
    CHECK(exclude(*line, "fork", "net"));
}

TEST_CASE("parse: letters may share a word, and the last may have its argument glued") {
    Arguments arguments({"unshare", "-fmS0"});
    auto line = parse(kUnshare, kUnshareOptions, arguments.span());
    REQUIRE(line);
    CHECK(summary(*line) == "-f=true;-m=true;-S=0");
}

TEST_CASE("parse: an optional argument counts only when it is glued") {
    CHECK(parsed({"x", "--explain", "json"}) == "--explain=true");
    CHECK(parsed({"x", "--explain=json"}) == "--explain=json");

    Arguments arguments({"unshare", "-n/run/net", "-n"});
    auto line = parse(kUnshare, kUnshareOptions, arguments.span());
    REQUIRE(line);
    CHECK(line->options[0].argument == "/run/net");
    CHECK(line->options[1].argument == std::nullopt);
}

TEST_CASE("parse: a letter can be without the argument that its name may have") {
    Arguments arguments({"unshare", "--mount=/file", "-mf"});
    auto line = parse(kUnshare, kUnshareOptions, arguments.span());
    REQUIRE(line);
    CHECK(summary(*line) == "--mount=/file;-m=true;-f=true");
}

TEST_CASE("parse: an empty argument is an argument") {
    CHECK(parsed({"x", "--bind="}) == "--bind=");
    CHECK(parsed({"x", "--bind", ""}) == "--bind=");
}

TEST_CASE("parse: --NAME of a boolean row is true and --no-NAME is false, for the same row") {
    Arguments arguments({"x", "--read-only", "--no-read-only", "--no-read"});
    auto options = run_options();
    auto line = parse(kRun, options, arguments.span());
    REQUIRE(line);
    CHECK(summary(*line) == "--read-only=true;--no-read-only=false;--no-read=false");
    for (const Parsed& option : line->options) CHECK(option.option->row == &kRows[0]);
}

TEST_CASE("parse: where the order is stop, the first operand ends the options and everything behind stays as it is") {
    Arguments arguments({"unshare", "-f", "env", "-S", "--", "x"});
    auto line = parse(kUnshare, kUnshareOptions, arguments.span());
    REQUIRE(line);
    CHECK(summary(*line) == "-f=true");
    CHECK(texts(line->operands) == Words{"env", "-S", "--", "x"});
    CHECK(line->before_separator == std::nullopt);
}

TEST_CASE("parse: where the order is permute, options stand on both sides of an operand until --") {
    Arguments arguments({"x", "web", "--sys", "none", "--", "--bind", "y"});
    auto options = run_options();
    auto line = parse(kRun, options, arguments.span());
    REQUIRE(line);
    CHECK(summary(*line) == "--sys=none");
    CHECK(texts(line->operands) == Words{"web", "--bind", "y"});
    CHECK(line->before_separator == 1);
}

TEST_CASE("parse: the separator tells a unit from a command") {
    auto options = run_options();
    auto before = [&](std::initializer_list<std::string> words) {
        Arguments arguments(words);
        auto line = parse(kRun, options, arguments.span());
        REQUIRE(line);
        return line->before_separator;
    };

    CHECK(before({"x", "web"}) == std::nullopt);
    CHECK(before({"x", "--", "true"}) == 0);
    CHECK(before({"x", "--sys", "none", "--", "true", "--"}) == 0);
    CHECK(before({"x", "web", "--"}) == 1);
    CHECK(before({"x", "a", "--sys=none", "b", "--", "c"}) == 2);
    CHECK(before({"x", "--bind", "--"}) == std::nullopt);
    CHECK(before({"x", "--bind", "--", "--"}) == 0);
    CHECK(before({"x", "--bind", "--", "web"}) == std::nullopt);
    CHECK(before({"x"}) == std::nullopt);
}

TEST_CASE("parse: operands and arguments are the caller's bytes, whatever they are") {
    Arguments arguments({"x", "--bind=\xff\x01", "--", "\xc3\x28\n"});
    auto options = run_options();
    auto line = parse(kRun, options, arguments.span());
    REQUIRE(line);
    CHECK(line->options[0].argument == "\xff\x01");
    CHECK(texts(line->operands) == Words{"\xc3\x28\n"});
    CHECK(line->operands[0] == arguments.span()[3]);
}

TEST_CASE("parse: the caller's argv keeps its order") {
    Arguments arguments({"x", "web", "--sys", "none"});
    auto options = run_options();
    REQUIRE(parse(kRun, options, arguments.span()));
    CHECK(texts(arguments.span()) == Words{"x", "web", "--sys", "none"});
}

TEST_CASE("parse: an empty argv is an empty command line") {
    auto line = parse(kRun, kOwn, {});
    REQUIRE(line);
    CHECK(line->options.empty());
    CHECK(line->operands.empty());
}

TEST_CASE("parse: a walk that failed within a word leaves nothing to the next") {
    Arguments bad({"unshare", "-fY", "-f"});
    {
        Capture standard_error(STDERR_FILENO);
        CHECK_FALSE(parse(kUnshare, kUnshareOptions, bad.span()));
    }
    CHECK(parsed({"x", "-b/a", "web"}) == "-b=/a");
}

TEST_CASE("parse: find() is the last of a name, or null") {
    Arguments arguments({"x", "--sys=none", "--sys=readonly"});
    auto options = run_options();
    auto line = parse(kRun, options, arguments.span());
    REQUIRE(line);
    REQUIRE(line->find("sys"));
    CHECK(line->find("sys")->argument == "readonly");
    CHECK(line->find("bind") == nullptr);
}

TEST_CASE("parse: an unknown option behind a word that may be a command is told with how commands are run") {
    CHECK(refused({"x", "bash", "-Y", "ls"}) == "unknown option -Y; to run a command: sandbox-example -- bash ...");
    CHECK(refused({"x", "-b", "/a", "make", "--zzzzzz"}) == "unknown option --zzzzzz; to run a command: sandbox-example -- make ...");
    CHECK(refused({"x", "web", "--bimd", "/a"}) == "unknown option --bimd; did you mean --bind?");
    CHECK(refused({"x", "-Y", "--", "bash"}) == "unknown option -Y");
}

/// One that can do without its argument, and one of another program's.
static constexpr Option kTheirs[] = {
    {.letter = 'U', .name = "private-users", .takes = Argument::optional, .letter_alone = true, .alone = "pick"},
    {.letter = 'b', .name = "boot"},
    {.letter = 'D', .name = "directory", .takes = Argument::required},
    {.letter = 'e', .name = "eph"},
    {.letter = 'x', .name = "ephemeral", .is_unlisted = true, .is_refused = true, .brief = "no root is copied"},
};

static std::string of_theirs(std::initializer_list<std::string> words) {
    Arguments arguments(words);
    auto line = parse(kRun, kTheirs, arguments.span());
    return line ? summary(*line) : line.error().message();
}

TEST_CASE("parse: an option that means something alone has an argument only glued to its name") {
    CHECK(of_theirs({"x", "-bUD", "/web"}) == "-b=true;-U=pick;-D=/web");
    CHECK(of_theirs({"x", "--private-users", "--private-users=self"}) == "--private-users=pick;--private-users=self");
    Arguments arguments({"x", "-U", "web"});
    auto line = parse(kRun, kTheirs, arguments.span());
    REQUIRE(line);
    CHECK(texts(line->operands) == Words{"web"});
}

TEST_CASE("parse: an option of another program's is refused with the reason, by letter and by name, and stands in no other's way") {
    CHECK(of_theirs({"x", "-x"}) == "option -x: no root is copied");
    CHECK(of_theirs({"x", "-bxU"}) == "option -x: no root is copied");
    CHECK(of_theirs({"x", "--ephemeral"}) == "option --ephemeral: no root is copied");
    CHECK(of_theirs({"x", "--ephemeral=yes"}) == "option --ephemeral: no root is copied");
    CHECK(of_theirs({"x", "bash", "-x"}) == "option -x: no root is copied; to run a command: sandbox-example -- bash ...");
    CHECK(of_theirs({"x", "--ep"}) == "--ep=true");
    CHECK(of_theirs({"x", "--", "-x"}).empty());
}

TEST_CASE("parse: a wrong option is one line with the nearest name") {
    CHECK(refused({"x", "--bimd", "/a"}) == "unknown option --bimd; did you mean --bind?");
    CHECK(refused({"x", "--hostnmae=a"}) == "unknown option --hostnmae; did you mean --hostname?");
    CHECK(refused({"x", "--no-read-olny"}) == "unknown option --no-read-olny; did you mean --no-read-only?");
    CHECK(refused({"x", "--zzzzzz"}) == "unknown option --zzzzzz");
    CHECK(refused({"x", "-Y"}) == "unknown option -Y");
    CHECK(refused({"x", "-hY"}) == "unknown option -Y");
    CHECK(refused({"x", "--s"}) == "option --s is ambiguous: --sys, --setenv, --system-call-profile");
    CHECK(refused({"x", "--bind"}) == "option --bind needs an argument");
    CHECK(refused({"x", "--bin"}) == "option --bin needs an argument");
    CHECK(refused({"x", "-hb"}) == "option -b needs an argument");
    CHECK(refused({"x", "--help=yes"}) == "option --help takes no argument");
    CHECK(refused({"x", "--no-read-only=yes"}) == "option --no-read-only takes no argument");
}

TEST_CASE("parse: what a wrong option has of control bytes does not reach the terminal") {
    for (char byte : refused({"x", "--\x1b[2J\xff"})) CHECK((byte >= ' ' && byte <= '~'));
    for (char byte : refused({"x", "-\xff"})) CHECK((byte >= ' ' && byte <= '~'));
}

TEST_CASE("parse: the classic flavour has getopt's own messages") {
    CHECK(getopt_says({"unshare", "--x"}) == "unshare: unrecognized option '--x'\n");
    CHECK(getopt_says({"unshare", "-Y"}) == "unshare: invalid option -- 'Y'\n");
    CHECK(getopt_says({"unshare", "-S"}) == "unshare: option requires an argument -- 'S'\n");
    CHECK(getopt_says({"unshare", "--setuid"}) == "unshare: option '--setuid' requires an argument\n");
    CHECK(getopt_says({"unshare", "--fork=3"}) == "unshare: option '--fork' doesn't allow an argument\n");
    CHECK(getopt_says({"unshare", "--mou"}) ==
          "unshare: option '--mou' is ambiguous; possibilities: '--mount' '--mount-proc'\n");
    CHECK(getopt_says({"/usr/bin/unshare", "--x"}) == "/usr/bin/unshare: unrecognized option '--x'\n");
}

TEST_CASE("parse: the classic flavour's second line names the program without its directory") {
    Capture standard_error(STDERR_FILENO);
    CHECK(try_help("/usr/bin/unshare") == 1);
    CHECK(standard_error.text() == "Try 'unshare --help' for more information.\n");
}
