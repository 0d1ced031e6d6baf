// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"
#include "cli/parse.hh"

#include <string>
#include <vector>

/// Made-up settings and tools: one row and one option of every shape.
namespace sandbox::cli::test {

inline Result<void> ignore(void*, const Value&) {
    return {};
}

inline constexpr std::string_view kSys[] = {"none", "readonly"};
inline constexpr std::string_view kGroups[] = {"net", "pid", "user"};
inline constexpr std::string_view kProfiles[] = {"default", "debug", "container", "performance", "iouring"};

inline constexpr Setting kRows[] = {
    {.key = "Files.ReadOnly", .kind = Kind::boolean, .fallback = "true", .option = "read-only",
     .brief = "make the root read-only", .manual = "The root itself.\n\n.hidden files too.", .assign = ignore},
    {.key = "Files.Bind", .kind = Kind::list, .option = "bind", .letter = 'b', .argument = "SOURCE[:TARGET]",
     .brief = "bind a file or directory of the host, writable, onto the same or another place inside",
     .manual = "Binds SOURCE onto TARGET.", .assign = ignore},
    {.key = "Files.Sys", .kind = Kind::choice, .fallback = "none", .option = "sys", .brief = "what /sys shows",
     .manual = "Whether /sys is there.", .choices = kSys, .assign = ignore},
    {.key = "Files.RootDirectory", .kind = Kind::path, .option = "root-directory", .letter = 'D',
     .brief = "use this directory as the root", .manual = "A root file system of its own.", .assign = ignore},
    {.key = "Resources.MemoryMax", .kind = Kind::size, .fallback = "50%", .option = "memory-max",
     .brief = "limit memory", .manual = "The most memory.", .assign = ignore},
    {.key = "Resources.TasksMax", .kind = Kind::integer, .fallback = "512", .option = "tasks-max",
     .brief = "limit the number of tasks", .manual = "The most tasks.", .assign = ignore},
    {.key = "Exec.TimeoutStopSec", .kind = Kind::duration, .fallback = "10", .option = "timeout-stop",
     .brief = "how long to wait before killing", .manual = "From SIGTERM to SIGKILL.", .assign = ignore},
    {.key = "Exec.Environment", .kind = Kind::map, .option = "setenv", .letter = 'E', .argument = "NAME=VALUE",
     .brief = "set a variable", .manual = "The whole environment.", .assign = ignore},
    {.key = "Exec.Hostname", .kind = Kind::text, .fallback = "sandbox name", .option = "hostname", .letter = 'H',
     .brief = "give the sandbox its own host name", .manual = "Empty keeps the host's.", .assign = ignore},
    {.key = "Exec.UMask", .kind = Kind::text, .fallback = "0022", .brief = "the file mode mask",
     .manual = "An octal number.", .assign = ignore},
    {.key = "SystemCalls.Profile", .kind = Kind::choice, .fallback = "default", .option = "system-call-profile",
     .brief = "which system calls are allowed", .manual = "An allow-list.", .choices = kProfiles, .assign = ignore},
    {.key = "Sandbox.Namespaces", .kind = Kind::list, .option = "namespaces", .brief = "which are private",
     .manual = "The kinds.", .choices = kGroups, .assign = ignore},
    {.key = "Files.Quota", .kind = Kind::percent, .option = "quota", .brief = "how full it may get",
     .manual = "Of the file system.", .assign = ignore},
};

inline constexpr std::string_view kFormats[] = {"text", "json"};

inline constexpr Option kOwn[] = {
    kHelp,
    kVersion,
    {.letter = 'p', .name = "property", .takes = Argument::required, .argument = "SECTION.KEY=VALUE",
     .brief = "set any key of the unit", .complete = Complete::key},
    {.name = "explain", .takes = Argument::optional, .brief = "print what would be done, and do nothing",
     .choices = kFormats},
    {.name = "json-status-fd", .takes = Argument::required, .argument = "FD",
     .brief = "write the sandbox's own view of the end to a descriptor"},
    {.name = "work-directory", .takes = Argument::required, .argument = "DIRECTORY", .brief = "start there",
     .complete = Complete::directory},
};

inline constexpr std::string_view kRunForms[] = {"[OPTIONS] UNIT [-- ARGUMENTS]", "[OPTIONS] -- COMMAND [ARGUMENTS]"};
inline constexpr std::string_view kUnitDirectories[] = {"~/.config/sandbox/units", "~/more"};
inline constexpr Tool kRun{.name = "sandbox-example", .brief = "Run a command in a sandbox.", .synopsis = kRunForms,
                           .order = Order::permute, .operands = Operands::unit_or_command,
                           .unit_directories = kUnitDirectories};

/// Options in the order of their original's table, which shows in the message about an ambiguous one.
inline constexpr Option kUnshareOptions[] = {
    kHelp,
    kVersion,
    {.letter = 'm', .name = "mount", .takes = Argument::optional, .letter_alone = true, .argument = "FILE",
     .brief = "unshare the mount namespace", .complete = Complete::file},
    {.letter = 'n', .name = "net", .takes = Argument::optional, .argument = "FILE",
     .brief = "unshare the network namespace", .complete = Complete::file},
    {.letter = 'f', .name = "fork", .brief = "fork before launching"},
    {.name = "mount-proc", .takes = Argument::optional, .argument = "DIRECTORY", .brief = "mount proc first",
     .complete = Complete::directory},
    {.letter = 'S', .name = "setuid", .takes = Argument::required, .argument = "UID", .brief = "set the uid"},
    {.letter = 'g', .takes = Argument::required, .argument = "SPEC", .brief = "an option without a name"},
};
inline constexpr std::string_view kUnshareForms[] = {"[OPTIONS] [PROGRAM [ARGUMENTS]]"};
inline constexpr Tool kUnshare{.name = "unshare", .brief = "Run a program in new namespaces.",
                               .synopsis = kUnshareForms, .messages = Messages::getopt,
                               .operands = Operands::command};

/// The whole table of the first tool.
inline std::vector<Option> run_options() {
    std::vector<Option> options(std::begin(kOwn), std::end(kOwn));
    for (const Option& option : options_of(kRows)) options.push_back(option);
    return options;
}

/// An argv that owns its words.
class Arguments {
public:
    Arguments(std::initializer_list<std::string> words) : words_(words) {
        for (auto& word : words_) pointers_.push_back(word.data());
        pointers_.push_back(nullptr);
    }
    std::span<char*> span() { return std::span(pointers_).first(words_.size()); }
    int count() const { return static_cast<int>(words_.size()); }
    char** data() { return pointers_.data(); }

private:
    std::vector<std::string> words_;
    std::vector<char*> pointers_;
};

inline std::vector<std::string> texts(std::span<char* const> words) {
    return {words.begin(), words.end()};
}

}  // namespace sandbox::cli::test
