// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/completion.hh"

#include "core/text.hh"

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

std::string operand_lines(const Tool& tool, const std::string& prefix) {
    std::string command = "    if ((operands == 0)); then " + prefix + "commands; else " + prefix + "files -f; fi\n";
    switch (tool.operands) {
    case Operands::none: return "    :\n";
    case Operands::files: return "    " + prefix + "files -f\n";
    case Operands::command: return command;
    case Operands::sandbox: return "    " + prefix + "sandboxes\n";
    case Operands::sandbox_command:
        return "    if ((operands == 0 && separated == 0)); then " + prefix + "sandboxes; else " + prefix + "files -f; fi\n";
    case Operands::unit_or_command: break;
    }
    return "    if ((operands == 0 && separated == 0)); then " + prefix + "units" + directory_words(tool) +
           "; return; fi\n" + command;
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

~F~()
{
    local current=${COMP_WORDS[COMP_CWORD]} before='' word index
    # The option whose argument may come next, whether it must have one, and whether "=" stood behind it.
    local option='' greedy=0 glued=0
    local operands=0 separated=0
    COMPREPLY=()
    for ((index = 1; index < COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if ((separated)); then ((++operands)); continue; fi
        # readline makes three words of --option=value.
        if [[ $word == '=' ]]; then glued=1; continue; fi
        if ((glued)) || [[ -n $option && $greedy == 1 ]]; then option='' greedy=0 glued=0; continue; fi
        option='' greedy=0
        case $word in
        --) operands=0 separated=1 ;;
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
        if ((greedy || glued)); then
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
        {"OPERANDS", operand_lines(tool, prefix)},
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
