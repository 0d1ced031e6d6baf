// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/parse.hh"

#include "core/text.hh"

#include <algorithm>
#include <deque>
#include <utility>

#include <getopt.h>

namespace sandbox::cli {
namespace {

/// getopt_long returns letters below this, and above it 2 * (index in the table) + (1 if negated).
constexpr int kFirstName = 256;

int getopt_argument(Argument argument) {
    switch (argument) {
    case Argument::none: return no_argument;
    case Argument::required: return required_argument;
    case Argument::optional: return optional_argument;
    }
    return no_argument;
}

/// A table in getopt_long's own words.
struct Grammar {
    std::string letters{};
    std::deque<std::string> names{};  // NUL-terminated copies that stay where they are
    std::vector<option> longs{};

    Grammar(const Tool& tool, std::span<const Option> options) {
        if (tool.order == Order::stop) letters += '+';
        if (tool.messages == Messages::nearest) letters += ':';  // says nothing, and tells a missing argument apart
        for (std::size_t index = 0; index < options.size(); ++index)
            if (!options[index].is_refused) add(options[index], index);
        longs.push_back({});
    }

    void add(const Option& entry, std::size_t index) {
        int value = kFirstName + 2 * static_cast<int>(index);
        if (entry.letter != 0) {
            letters += entry.letter;
            if (!entry.letter_alone) letters.append(static_cast<std::size_t>(getopt_argument(entry.takes)), ':');
        }
        if (entry.name.empty()) return;
        add_name(std::string(entry.name), getopt_argument(entry.takes), value);
        if (entry.negatable) add_name("no-" + std::string(entry.name), no_argument, value + 1);
    }

    void add_name(std::string name, int argument, int value) {
        longs.push_back({names.emplace_back(std::move(name)).c_str(), argument, nullptr, value});
    }
};

/// One walk of getopt_long over a copy of the arguments, which it sorts.
class Walk {
public:
    Walk(const Grammar& grammar, std::span<char* const> args) : grammar_(grammar), args_(args.begin(), args.end()) {
        args_.push_back(nullptr);
        ::optind = 0;  // glibc: forget every walk before
    }

    int next() {
        return ::getopt_long(count(), args_.data(), grammar_.letters.c_str(), grammar_.longs.data(), nullptr);
    }

    /// The option that next() returned: "-b" of "-ab", "--bind" of "--bind=x".
    std::string typed(int code) const {
        if (code != 0 && code < kFirstName) return {'-', static_cast<char>(code)};
        auto last = static_cast<std::size_t>(::optind - 1);
        bool separate = ::optarg != nullptr && ::optarg == args_[last];
        std::string_view word = args_[separate ? last - 1 : last];
        return std::string(word.substr(0, word.find('=')));
    }

    /// What is left after the last option.
    std::span<char* const> operands() const {
        auto first = static_cast<std::size_t>(::optind);
        return std::span(args_).subspan(first, args_.size() - 1 - first);
    }

    /// The "--" in front of operands(), unless it is the argument of the last option.
    const char* separator(const char* last_argument) const {
        const char* word = args_[static_cast<std::size_t>(::optind - 1)];
        return ::optind > 1 && word != last_argument && std::string_view(word) == "--" ? word : nullptr;
    }

private:
    int count() const { return static_cast<int>(args_.size()) - 1; }

    const Grammar& grammar_;
    std::vector<char*> args_;
};

Parsed parsed(std::span<const Option> options, int code, std::string typed) {
    std::optional<std::string_view> argument;
    if (::optarg != nullptr) argument = ::optarg;
    if (code >= kFirstName) {
        auto index = static_cast<std::size_t>(code - kFirstName);
        return {&options[index / 2], argument, std::move(typed), index % 2 == 1};
    }
    auto entry = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.letter == code; });
    return {&*entry, argument, std::move(typed), false};
}

/// The first word that is neither an option nor an option's argument; null if there is none before what getopt_long refuses.
const char* first_operand(const Tool& tool, std::span<const Option> options, std::span<char* const> args) {
    Tool stopping = tool;
    stopping.order = Order::stop;
    Grammar grammar(stopping, options);
    Walk walk(grammar, args);
    const char* last_argument = nullptr;
    for (int code = walk.next(); code != -1; code = walk.next()) {
        if (code == '?' || code == ':') return nullptr;
        last_argument = ::optarg;
    }
    return walk.operands().empty() || walk.separator(last_argument) != nullptr ? nullptr : walk.operands()[0];
}

/// That it is another program's and has no place here, if that is why getopt_long does not know it.
std::optional<Error> known_refusal(std::span<const Option> options, std::string_view typed) {
    for (const Option& option : options) {
        bool is_letter = option.letter != 0 && typed == std::string{'-', option.letter};
        if (option.is_refused && (is_letter || (typed.starts_with("--") && typed.substr(2) == option.name)))
            return Error::usage("option " + std::string(typed) + ": " + std::string(option.brief));
    }
    return std::nullopt;
}

/// Why getopt_long refused a word, in one line; `optopt` is 0 for a name that is unknown or ambiguous. `advise`: adds to an unknown one
/// that is near no other what would help.
Error refusal(const Grammar& grammar, int code, const std::string& typed, auto advise) {
    if (code == ':') return Error::usage("option " + typed + " needs an argument");
    if (::optopt >= kFirstName) return Error::usage("option " + typed + " takes no argument");
    if (::optopt != 0) return advise(Error::usage("unknown option " + typed));

    std::string_view name = std::string_view(typed).substr(2);
    std::string possible;
    std::vector<std::string_view> names;
    for (const std::string& candidate : grammar.names) {
        names.push_back(candidate);
        if (candidate.starts_with(name)) possible += (possible.empty() ? "--" : ", --") + candidate;
    }
    if (!possible.empty()) return Error::usage("option " + typed + " is ambiguous: " + possible);

    Error unknown = Error::usage("unknown option " + typed);
    auto near = nearest(name, names);
    if (near.empty()) return advise(std::move(unknown));
    return std::move(unknown).hint("did you mean --" + std::string(near) + "?");
}

}  // namespace

Result<CommandLine> parse(const Tool& tool, std::span<const Option> options, std::span<char* const> args) {
    return parse(tool, options, args, [](void*, const Parsed&) -> Result<bool> { return true; }, nullptr);
}

Result<CommandLine> parse(const Tool& tool, std::span<const Option> options, std::span<char* const> args, Seen seen,
                          void* context) {
    CommandLine line;
    if (args.empty()) return line;
    Grammar grammar(tool, options);
    Walk walk(grammar, args);
    ::opterr = 1;

    const char* last_argument = nullptr;
    for (int code = walk.next(); code != -1; code = walk.next()) {
        if (code == '?' || code == ':') {
            auto advise = [&](Error unknown) {
                const char* word = tool.operands == Operands::unit_or_command ? first_operand(tool, options, args) : nullptr;
                return word == nullptr ? unknown : std::move(unknown).hint("to run a command: " + std::string(tool.name) + " -- " + word + " ...");
            };
            auto typed = walk.typed(::optopt);
            if (auto known = code == '?' ? known_refusal(options, typed) : std::nullopt) return fail(advise(*std::move(known)));
            return fail(refusal(grammar, code, typed, advise));
        }
        last_argument = ::optarg;
        line.options.push_back(parsed(options, code, walk.typed(code)));
        if (!TRY(seen(context, line.options.back()))) return line;
    }

    auto rest = walk.operands();
    line.operands.assign(rest.begin(), rest.end());
    if (const char* separator = walk.separator(last_argument)) {
        auto end = std::find(args.begin(), args.end(), separator);
        line.before_separator = static_cast<std::size_t>(std::count_if(
            args.begin(), end, [&](char* word) { return std::find(rest.begin(), rest.end(), word) != rest.end(); }));
    }
    return line;
}

const Parsed* CommandLine::find(std::string_view name) const {
    auto last = std::find_if(options.rbegin(), options.rend(), [&](const Parsed& p) { return p.option->name == name; });
    return last == options.rend() ? nullptr : &*last;
}

Result<void> exclude(const CommandLine& line, std::string_view one, std::string_view other) {
    if (line.find(one) == nullptr || line.find(other) == nullptr) return {};
    return fail(Error::usage("--" + std::string(one) + " and --" + std::string(other) + " contradict each other"));
}

}  // namespace sandbox::cli
