// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/completion.hh"

#include "core/text.hh"

#include <algorithm>

namespace sandbox::cli {
namespace {

/// A word that the shell takes as it is.
std::string shell_word(std::string_view word) {
    std::string quoted = "'";
    for (char byte : word) quoted += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
    return quoted + "'";
}

std::string shell_words(std::span<const std::string> words) {
    std::string text;
    for (const auto& word : words) text += " " + shell_word(word);
    return text;
}

std::vector<std::string> long_forms(const Option& option) {
    std::vector<std::string> forms;
    if (option.name.empty()) return forms;
    forms.push_back("--" + std::string(option.name));
    if (option.negatable) forms.push_back("--no-" + std::string(option.name));
    return forms;
}

/// "-b|--bind", the pattern of a case.
std::string pattern(const Option& option) {
    std::vector<std::string> forms;
    if (option.letter != 0) forms.push_back(shell_word({std::string{'-', option.letter}}));
    if (!option.name.empty()) forms.push_back(shell_word("--" + std::string(option.name)));
    return join(forms, "|");
}

/// The options that take the next word: those which must have an argument.
std::string greedy_patterns(std::span<const Option> options) {
    std::vector<std::string> patterns;
    for (const Option& option : options)
        if (option.takes == Argument::required) patterns.push_back(pattern(option));
    // A pattern that no word matches keeps the script well-formed without such options.
    return patterns.empty() ? "''" : join(patterns, "|");
}

std::string offer_argument(const Option& option, std::span<const Setting> rows, const std::string& prefix) {
    std::vector<std::string> words(option.choices.begin(), option.choices.end());
    words.insert(words.end(), option.words.begin(), option.words.end());
    if (option.complete == Complete::key)
        for (const Setting& row : rows) words.push_back(std::string(row.key) + "=");
    if (option.complete == Complete::file) return prefix + "files -f";
    if (option.complete == Complete::directory) return prefix + "files -d";
    if (words.empty()) return ":";
    return prefix + (option.complete == Complete::list ? "list" : "words") + shell_words(words);
}

std::string argument_cases(std::span<const Option> options, std::span<const Setting> rows, const std::string& prefix) {
    std::string cases;
    for (const Option& option : options)
        if (option.takes != Argument::none)
            cases += "            " + pattern(option) + ") " + offer_argument(option, rows, prefix) + " ;;\n";
    return cases.empty() ? "            *) : ;;\n" : cases;
}

std::string option_words(std::span<const Option> options) {
    std::vector<std::string> words;
    for (const Option& option : options) {
        if (option.is_unlisted) continue;
        if (option.letter != 0) words.push_back(std::string{'-', option.letter});
        for (auto& form : long_forms(option)) words.push_back(std::move(form));
    }
    return shell_words(words);
}

std::string directory_words(const Tool& tool) {
    std::string text;
    for (auto directory : tool.unit_directories) {
        bool home = directory.starts_with("~/");
        text += home ? " \"$HOME\"/" + shell_word(directory.substr(2)) : " " + shell_word(directory);
    }
    return text;
}

/// "Key=", without the section.
std::string key_words(std::span<const Setting> rows) {
    std::vector<std::string> words;
    for (const Setting& row : rows) words.push_back(std::string(row.name()) + "=");
    return shell_words(words);
}

bool takes_keys(std::span<const Option> options) {
    return std::ranges::any_of(options, [](const Option& option) { return option.complete == Complete::key; });
}

/// The function that offers the values of the key, for a tool that takes keys: choices, and what is true or false.
std::string value_function(std::span<const Option> options, std::span<const Setting> rows, const std::string& prefix) {
    if (!takes_keys(options)) return {};
    std::string cases;
    for (const Setting& row : rows) {
        std::vector<std::string> words(row.choices.begin(), row.choices.end());
        if (row.kind == Kind::boolean) words = {"true", "false"};
        bool is_one_word = row.kind == Kind::choice || row.kind == Kind::boolean;
        if (is_one_word) cases += "    " + shell_word(row.key) + ") " + prefix + "words" + shell_words(words) + " ;;\n";
    }
    if (cases.empty()) cases = "    *) : ;;\n";
    return "# Offers the values that the key before \"=\" may have.\n" + prefix + "values()\n{\n    case $key in\n" + cases + "    esac\n}\n\n";
}

/// -p KEY=VALUE is three words to readline, or one where "=" breaks no words.
std::string value_lines(std::span<const Option> options, const std::string& prefix) {
    if (!takes_keys(options)) return {};
    return "        if ((glued)) && [[ -z $option && -n $key ]]; then " + prefix + "values; return; fi\n" +
           "        if ((greedy || glued)) && [[ $current == [A-Z]*.*=* ]]; then\n"
           "            key=${current%%=*} before+=$key= current=${current#*=}\n            " + prefix + "values\n            return\n        fi\n";
}

std::string operand_lines(const Tool& tool, std::span<const Setting> rows, const std::string& prefix) {
    std::string command = "    if ((operands == 0)); then " + prefix + "commands; else " + prefix + "files -f; fi\n";
    switch (tool.operands) {
    case Operands::none: return "    :\n";
    case Operands::files: return "    " + prefix + "files -f\n";
    case Operands::command: return command;
    case Operands::sandbox: return "    " + prefix + "sandboxes\n";
    case Operands::ended_sandbox: return "    " + prefix + "sandboxes\n    " + prefix + "ended\n";
    case Operands::sandbox_keys:
        return "    if ((operands == 0)); then " + prefix + "sandboxes; else " + prefix + "words" + key_words(rows) + "; fi\n";
    case Operands::sandbox_command:
        return "    if ((operands == 0 && separated == 0)); then " + prefix + "sandboxes; return; fi\n"
               "    if ((separated == 0)); then ((--operands)); fi\n" + command;
    case Operands::unit_or_command: break;
    }
    // A unit's arguments are no command.
    return "    if ((operands == 0 && separated == 0)); then " + prefix + "units" + directory_words(tool) +
           "; return; fi\n    if ((before_separator > 0)); then operands=1; fi\n" + command;
}

/// What the script consists of; ~F~ is the function's name, the other names stand for lines from the tables.
constexpr std::string_view kScript = R"(# bash completion of ~TOOL~ -*- shell-script -*-

# Offers those of the words that begin with what is typed.
~F~_words()
{
    local word
    for word in "$@"; do
        if [[ $word == "$current"* ]]; then
            COMPREPLY+=("$before$word")
            if [[ $word == *= ]]; then compopt -o nospace 2>/dev/null; fi
        fi
    done
}

# Offers them for the last element of a list.
~F~_list()
{
    local typed=$current
    current=${typed##*[,+]}
    before+=${typed%"$current"}
    compopt -o nospace 2>/dev/null
    ~F~_words "$@"
}

~F~_files()
{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$1" -P "$before" -- "$current")
}

~F~_commands()
{
    mapfile -t COMPREPLY < <(compgen -c -- "$current")
}

# Offers the names of the sandboxes that run.
~F~_sandboxes()
{
    local name
    while read -r name; do ~F~_words "$name"; done < <(sandbox-ls --quiet 2>/dev/null)
}

# Offers the names that reports and logs are kept by.
~F~_ended()
{
    local path name state=${XDG_STATE_HOME:-$HOME/.local/state}
    for path in /var/lib/sandbox/*/reports /var/log/sandbox/*.log "$state"/sandbox/*/reports "$state"/log/sandbox/*.log; do
        [[ -e $path ]] || continue
        name=${path%/reports}
        if [[ $name == "$path" ]]; then name=${path%.log}; fi
        name=${name##*/}
        if [[ " ${COMPREPLY[*]} " != *" $name "* ]]; then ~F~_words "$name"; fi
    done
}

# Offers the units in the directories, and files once a slash is typed.
~F~_units()
{
    local directory file
    if [[ $current == */* ]]; then ~F~_files -f; return; fi
    for directory in "$@"; do
        for file in "$directory"/*.toml; do
            [[ -f $file ]] || continue
            file=${file##*/}
            ~F~_words "${file%.toml}"
        done
    done
}

~VALUES~~F~()
{
    local current=${COMP_WORDS[COMP_CWORD]} before='' word index
    # The option whose argument may come next, whether it must have one, and whether "=" stood behind it.
    local option='' greedy=0 glued=0
    local operands=0 separated=0 before_separator=0
    # The argument of an option, which may be a key with "=" behind it.
    local key=''
    COMPREPLY=()
    for ((index = 1; index < COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if ((separated)); then ((++operands)); continue; fi
        # readline makes three words of --option=value.
        if [[ $word == '=' ]]; then glued=1; continue; fi
        if ((glued)) || [[ -n $option && $greedy == 1 ]]; then
            if ((glued)) && [[ -n $key ]]; then key=''; else key=$word; fi
            option='' greedy=0 glued=0
            continue
        fi
        option='' greedy=0 key=''
        case $word in
        --) before_separator=$operands operands=0 separated=1 ;;
        ~GREEDY~) option=$word greedy=1 ;;
        --*=*) ;;
        -?*) option=$word ;;
        *) ((++operands))~STOP~ ;;
        esac
    done
    if ((separated == 0)); then
        if [[ $current == '=' ]]; then
            glued=1 current=''
        elif [[ $current == --*=* ]]; then
            option=${current%%=*} before=${current%%=*}= current=${current#*=} glued=1
        fi
~KEYED~        if ((greedy || glued)); then
            case $option in
~ARGUMENTS~            esac
            return
        fi
        if [[ $current == -* ]]; then ~F~_words~OPTIONS~; return; fi
    fi
~OPERANDS~}

complete -F ~F~ ~TOOL~
)";

std::string function_name(std::string_view tool) {
    std::string name = "_";
    for (char byte : tool) name += byte == '-' ? '_' : byte;
    return name;
}

}  // namespace

std::string completion(const Tool& tool, std::span<const Option> options, std::span<const Setting> rows) {
    auto function = function_name(tool.name);
    auto prefix = function + "_";
    const std::pair<std::string_view, std::string> parts[] = {
        {"F", function},
        {"TOOL", std::string(tool.name)},
        {"GREEDY", greedy_patterns(options)},
        {"STOP", tool.order == Order::stop ? "; separated=1" : ""},
        {"ARGUMENTS", argument_cases(options, rows, prefix)},
        {"OPTIONS", option_words(options)},
        {"OPERANDS", operand_lines(tool, rows, prefix)},
        {"VALUES", value_function(options, rows, prefix)},
        {"KEYED", value_lines(options, prefix)},
    };
    std::string script;
    auto pieces = split(kScript, '~');
    for (std::size_t index = 0; index < pieces.size(); ++index) {
        if (index % 2 == 0) {
            script += pieces[index];
            continue;
        }
        for (const auto& [name, text] : parts)
            if (name == pieces[index]) script += text;
    }
    return script;
}

}  // namespace sandbox::cli
