// SPDX-License-Identifier: LGPL-2.1-or-later
#include "capture.hh"
#include "cli/completion.hh"
#include "core/text.hh"
#include "tables.hh"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace sandbox;
using namespace sandbox::cli;
using namespace sandbox::cli::test;

using Words = std::vector<std::string>;

namespace {

/// A directory that is the home of the shell and its working directory; it goes with the test.
struct Home {
    Home() {
        char name[] = "/tmp/completion-XXXXXX";
        path = ::mkdtemp(name);
        for (auto directory : {".config/sandbox/units/web.toml.d", "more", "files/deep"})
            std::filesystem::create_directories(path / directory);
        for (auto file : {".config/sandbox/units/web.toml", ".config/sandbox/units/listener@.toml",
                          ".config/sandbox/units/notes.txt", "more/build.toml", "files/two words"})
            std::ofstream(path / file) << "";
    }
    ~Home() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

/// What bash prints for a script; its exit status must be 0.
std::string bash(const Home& home, std::initializer_list<std::string> arguments) {
    std::vector<std::string> words = {"bash", "--norc", "--noprofile"};
    words.insert(words.end(), arguments);
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    Capture output(STDOUT_FILENO);
    int status = status_of([&] {
        ::dup2(STDOUT_FILENO, STDERR_FILENO);
        if (::chdir(home.path.c_str()) != 0 || ::setenv("HOME", home.path.c_str(), 1) != 0) return 124;
        ::execvp("bash", argv.data());
        return 127;
    });
    auto text = output.text();
    CAPTURE(text);
    CHECK(status == 0);
    return text;
}

/// What the script offers for the last of the words, split the way readline does it; sorted.
Words offers(const std::string& script, const std::string& function, std::initializer_list<std::string> words) {
    Home home;
    std::string typed;
    for (const auto& word : words) typed += " '" + word + "'";
    auto text = bash(home, {"-c", script + "\nCOMP_WORDS=(tool" + typed + "); COMP_CWORD=" +
                                      std::to_string(words.size()) + "\n" + function +
                                      "\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"});
    Words lines;
    for (auto line : split(text, '\n'))
        if (!line.empty()) lines.emplace_back(line);
    std::sort(lines.begin(), lines.end());
    return lines;
}

Words run_offers(std::initializer_list<std::string> words) {
    static const auto options = run_options();
    return offers(completion(kRun, options, kRows), "_sandbox_example", words);
}

Words unshare_offers(std::initializer_list<std::string> words) {
    return offers(completion(kUnshare, kUnshareOptions), "_unshare", words);
}

bool contains(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_CASE("completion: the script is bash, for tables of every shape") {
    Home home;
    auto options = run_options();
    constexpr Option kPlain[] = {{.letter = 'x', .brief = "it's"}};
    CHECK(bash(home, {"-n", "-c", completion(kRun, options, kRows)}) == "");
    CHECK(bash(home, {"-n", "-c", completion(kUnshare, kUnshareOptions)}) == "");
    CHECK(bash(home, {"-n", "-c", completion({.name = "x", .brief = "x"}, kPlain)}) == "");
    CHECK(bash(home, {"-n", "-c", completion({.name = "x", .brief = "x", .operands = Operands::files}, {})}) == "");
}

TEST_CASE("completion: the shell asks the function for the tool's words") {
    Home home;
    auto script = completion(kRun, run_options(), kRows);
    CHECK(bash(home, {"-c", script + "\ncomplete -p sandbox-example"}) ==
          "complete -F _sandbox_example sandbox-example\n");
}

TEST_CASE("completion: every option is offered, by letter and by name") {
    auto words = run_offers({"-"});
    std::size_t forms = 0;
    for (const Option& option : run_options()) {
        CAPTURE(option.name);
        CHECK(contains(words, "--" + std::string(option.name)));
        CHECK(contains(words, "--no-" + std::string(option.name)) == option.negatable);
        if (option.letter != 0) CHECK(contains(words, std::string{'-', option.letter}));
        forms += 1u + (option.negatable ? 1u : 0u) + (option.letter != 0 ? 1u : 0u);
    }
    CHECK(words.size() == forms);
    CHECK(run_offers({"--bi"}) == Words{"--bind"});
}

TEST_CASE("completion: the choices of an option are offered as its argument, glued or not") {
    CHECK(run_offers({"--sys", ""}) == Words{"none", "readonly"});
    CHECK(run_offers({"--sys", "r"}) == Words{"readonly"});
    CHECK(run_offers({"--sys", "="}) == Words{"none", "readonly"});
    CHECK(run_offers({"--sys", "=", "n"}) == Words{"none"});
    CHECK(run_offers({"--sys=n"}) == Words{"--sys=none"});
    CHECK(run_offers({"--explain", "=", "j"}) == Words{"json"});
}

TEST_CASE("completion: an optional argument is none when it is not glued") {
    CHECK(run_offers({"--explain", ""}) == Words{"build", "listener@", "web"});
}

TEST_CASE("completion: units are the .toml files of the directories, by their names") {
    CHECK(run_offers({""}) == Words{"build", "listener@", "web"});
    CHECK(run_offers({"w"}) == Words{"web"});
    CHECK(run_offers({"--sys", "none", "-p", "Files.Sys", "=", "none", ""}) == Words{"build", "listener@", "web"});
    CHECK(run_offers({"files/"}) == Words{"files/deep", "files/two words"});
}

TEST_CASE("completion: behind the unit are files, behind -- is a command and then files") {
    CHECK(run_offers({"web", "files/"}) == Words{"files/deep", "files/two words"});
    CHECK(contains(run_offers({"--", "tru"}), "true"));
    CHECK(run_offers({"--", "true", "mo"}) == Words{"more"});
    CHECK(run_offers({"--", "true", "--sy"}).empty());
}

TEST_CASE("completion: paths are completed, directories where only they fit") {
    CHECK(run_offers({"-D", "files/"}) == Words{"files/deep", "files/two words"});
    CHECK(run_offers({"--bind", "files/"}) == Words{"files/deep", "files/two words"});
    CHECK(run_offers({"--hostname", "files/"}).empty());
    CHECK(run_offers({"--work-directory", "files/"}) == Words{"files/deep"});
    CHECK(run_offers({"--work-directory=files/"}) == Words{"--work-directory=files/deep"});
}

TEST_CASE("completion: -p offers the keys of the settings") {
    CHECK(run_offers({"-p", "Files.R"}) == Words{"Files.ReadOnly=", "Files.RootDirectory="});
    CHECK(run_offers({"-p", "Exec.UM"}) == Words{"Exec.UMask="});
    CHECK(run_offers({"-p", "Exec.UMask", "="}).empty());
}

TEST_CASE("completion: a tool that runs a command completes it, and its options end there") {
    CHECK(contains(unshare_offers({"-f", "tru"}), "true"));
    CHECK(contains(unshare_offers({"-S", "0", "tru"}), "true"));
    CHECK(unshare_offers({"true", "--fo"}).empty());
    CHECK(unshare_offers({"--fo"}) == Words{"--fork"});
    CHECK(unshare_offers({"true", "mo"}) == Words{"more"});
}

TEST_CASE("completion: words that an argument may be are offered, and of a list its last element") {
    static constexpr std::string_view kMaps[] = {"auto", "all"}, kColumns[] = {"NS", "NPROCS", "TYPE"};
    constexpr Option kOptions[] = {
        {.name = "map", .takes = Argument::required, .argument = "MAP", .words = kMaps},
        {.letter = 'o', .name = "output", .takes = Argument::required, .argument = "LIST", .words = kColumns, .complete = Complete::list},
    };
    auto offered = [&](std::initializer_list<std::string> words) {
        return offers(completion({.name = "x", .brief = "x"}, kOptions), "_x", words);
    };
    CHECK(offered({"--map", ""}) == Words{"all", "auto"});
    CHECK(offered({"--map=au"}) == Words{"--map=auto"});
    CHECK(offered({"-o", "N"}) == Words{"NPROCS", "NS"});
    CHECK(offered({"-o", "TYPE,N"}) == Words{"TYPE,NPROCS", "TYPE,NS"});
    CHECK(offered({"-o", "+T"}) == Words{"+TYPE"});
    CHECK(offered({"-o", "+NS,T"}) == Words{"+NS,TYPE"});
    CHECK(offered({"--output=NS,T"}) == Words{"--output=NS,TYPE"});
}

TEST_CASE("completion: behind a unit and -- are its arguments, which are no commands") {
    CHECK(run_offers({"web", "--", "mo"}) == Words{"more"});
    CHECK(run_offers({"web", "--", "tru"}).empty());
    CHECK(run_offers({"--sys", "none", "web", "--", "files/"}) == Words{"files/deep", "files/two words"});
}

TEST_CASE("completion: -p offers the values that a key may have") {
    CHECK(run_offers({"-p", "Files.Sys", "="}) == Words{"none", "readonly"});
    CHECK(run_offers({"-p", "Files.Sys", "=", "r"}) == Words{"readonly"});
    CHECK(run_offers({"-p", "Files.ReadOnly", "=", ""}) == Words{"false", "true"});
    CHECK(run_offers({"--property", "=", "Files.Sys", "=", "r"}) == Words{"readonly"});
    CHECK(run_offers({"-p", "Files.Sys=r"}) == Words{"Files.Sys=readonly"});
    CHECK(run_offers({"--property=Files.Sys=r"}) == Words{"--property=Files.Sys=readonly"});
    CHECK(run_offers({"-p", "Files.Quota", "=", ""}).empty());
}

namespace {

/// What a tool about running sandboxes offers, where a and b run, and c has left a report and d a log.
Words sandbox_offers(Operands operands, std::initializer_list<std::string> words) {
    static constexpr Option kOptions[] = {kHelp};
    auto script = completion({.name = "x", .brief = "x", .order = Order::permute, .operands = operands}, kOptions, std::span(kRows).subspan(4, 2));
    return offers(script + "\nsandbox-ls() { printf 'a\\nb\\n'; }\nunset XDG_STATE_HOME\nstate=$HOME/.local/state\n"
                           "mkdir -p $state/sandbox/{a,c} $state/log/sandbox; : >$state/sandbox/a/reports >$state/sandbox/c/reports; : >$state/log/sandbox/d.log",
                  "_x", words);
}

}  // namespace

TEST_CASE("completion: a command in a sandbox is completed as one, with -- and without") {
    CHECK(sandbox_offers(Operands::sandbox_command, {""}) == Words{"a", "b"});
    CHECK(contains(sandbox_offers(Operands::sandbox_command, {"a", "tru"}), "true"));
    CHECK(contains(sandbox_offers(Operands::sandbox_command, {"a", "--", "tru"}), "true"));
    CHECK(sandbox_offers(Operands::sandbox_command, {"a", "--", "true", "mo"}) == Words{"more"});
    CHECK(sandbox_offers(Operands::sandbox_command, {"a", "true", "mo"}) == Words{"more"});
}

TEST_CASE("completion: what tells of the past offers ended sandboxes too, each once") {
    auto words = sandbox_offers(Operands::ended_sandbox, {""});
    for (auto name : {"a", "b", "c", "d"}) CHECK_MESSAGE(std::ranges::count(words, name) == 1, name);
    CHECK(sandbox_offers(Operands::sandbox, {""}) == Words{"a", "b"});
}

TEST_CASE("completion: behind a sandbox that can be changed are the keys") {
    CHECK(sandbox_offers(Operands::sandbox_keys, {""}) == Words{"a", "b"});
    CHECK(sandbox_offers(Operands::sandbox_keys, {"a", ""}) == Words{"MemoryMax=", "TasksMax="});
    CHECK(sandbox_offers(Operands::sandbox_keys, {"a", "T"}) == Words{"TasksMax="});
}

TEST_CASE("completion: what a table says is taken as bytes by the shell, not run") {
    static constexpr std::string_view kEvil[] = {"$(exit 3)", "`id`", "it's", "a b"};
    constexpr Option kOptions[] = {{.name = "word", .takes = Argument::required, .choices = kEvil}};
    CHECK(offers(completion({.name = "x", .brief = "x"}, kOptions), "_x", {"--word", ""}) ==
          Words{"$(exit 3)", "`id`", "a b", "it's"});
}
