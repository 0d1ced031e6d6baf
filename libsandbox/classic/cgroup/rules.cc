// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/rules.hh"

#include "classic/accounts.hh"
#include "classic/cgroup/directory.hh"
#include "cli/main.hh"
#include "core/file.hh"
#include "core/text.hh"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <unistd.h>

namespace sandbox::cgroup {
namespace {

/// A line: USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS].
struct Rule {
    std::string user{};      ///< a name, "@group", "*", or "%": what the rule above has
    std::string process{};   ///< a name or a path; empty: all
    std::string controllers{};
    std::string destination{};  ///< may have %u %U %g %G %p %P
    std::string options{};
    bool has_more = false;  ///< words that mean nothing
};

struct Word {
    std::string text{};
    bool is_quoted = false;
};

/// Words between blanks; one in double quotes keeps them. Nothing: a quotation mark has no other.
std::optional<std::vector<Word>> words_of(std::string_view line) {
    std::vector<Word> words;
    bool is_inside = false, is_between = true;
    for (char c : line) {
        bool is_blank = !is_inside && (c == ' ' || c == '\t' || c == '\r');
        if (is_between && !is_blank) words.emplace_back();
        is_between = is_blank;
        if (is_blank) continue;
        if (c != '"') {
            words.back().text += c;
            continue;
        }
        is_inside = !is_inside;
        words.back().is_quoted = true;
    }
    return is_inside ? std::nullopt : std::optional(std::move(words));
}

/// Nothing: it has too few words, or one in quotes that no blank can be in.
std::optional<Rule> rule_of(const std::vector<Word>& words) {
    if (words.size() < 3 || words[1].is_quoted || (words.size() > 3 && words[3].is_quoted)) return std::nullopt;
    std::string_view user = words[0].text;
    auto colon = user.find(':');
    return Rule{.user = std::string(user.substr(0, colon)),
                .process = colon == user.npos ? "" : std::string(user.substr(colon + 1)),
                .controllers = words[1].text,
                .destination = words[2].text,
                .options = words.size() > 3 ? words[3].text : "",
                .has_more = words.size() > 4};
}

std::unexpected<Mistake> not_parsed(int number, std::string_view what) {
    std::string line = std::to_string(number);
    return std::unexpected(Mistake{"failed to parse configuration file on line " + line, line + ": " + std::string(what)});
}

std::expected<Rule, Mistake> parse_rule(std::string_view line, int number) {
    auto words = words_of(line);
    if (!words) return not_parsed(number, "a quotation mark is not closed");
    auto rule = rule_of(*words);
    if (!rule)
        return not_parsed(number, "expected USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS], with quotes around the first and the third at most");
    return *std::move(rule);
}

/// Of a rule that fits: whether who matches stays where it is.
std::expected<bool, Mistake> is_ignored(const Rule& rule, int number) {
    std::string line = std::to_string(number);
    if (rule.has_more) return not_parsed(number, "more than USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS]");
    bool ignored = false;
    for (const std::string& option : parse_list(rule.options)) {
        if (option != "ignore" && option != "ignore_rt")
            return std::unexpected(Mistake{"Unsupported option: " + option, line + ": no option " + quote(option)});
        ignored |= option == "ignore";
    }
    if (parse_list(rule.controllers).empty())
        return std::unexpected(Mistake{"failed to parse controllers on line " + line, line + ": no controllers"});
    return ignored;
}

/// libcgroup's daemon takes a "*" at the end for the rest, its tools do not.
bool fits_process(std::string_view pattern, std::string_view program) {
    return pattern.empty() || pattern == program || pattern == cli::base_name(program);
}

/// Who is asked about. Their name is looked up once, and only for a rule that has one.
class Whose {
public:
    Whose(const Subject& subject, const Accounts& accounts) : subject_(subject), accounts_(accounts) {}

    bool fits(const Rule& rule) {
        if (rule.user == "*") return true;
        if (rule.user.starts_with('@')) return accounts_.is_member(subject_, name(), std::string_view(rule.user).substr(1));
        return rule.user == name();
    }

private:
    const std::string& name() {
        if (!name_) name_ = accounts_.user_name(subject_.user);
        return *name_;
    }

    const Subject& subject_;
    const Accounts& accounts_;
    std::optional<std::string> name_{};
};

bool is_member(const Subject& subject, std::string_view user, std::string_view group) {
    auto fields = classic::find_group(group);
    if (fields.size() < 4) return false;
    if (fields[2] == std::to_string(subject.group)) return true;
    auto members = parse_list(fields[3]);
    return std::ranges::find(members, user) != members.end();
}

}  // namespace

const Accounts kHostAccounts{.user_name = classic::user_name, .group_name = classic::group_name, .is_member = is_member};

/// A path with its %u %U %g %G %p %P filled in; "\\%" is a "%".
static std::string fill_path(std::string_view path, const Subject& subject, const Accounts& accounts) {
    std::string text;
    for (std::size_t at = 0; at < path.size(); ++at) {
        if (path[at] == '\\' && at + 1 < path.size() && path[at + 1] == '%') {
            text += path[++at];
            continue;
        }
        if (path[at] != '%' || at + 1 == path.size()) {
            text += path[at];
            continue;
        }
        switch (path[++at]) {
        case 'U': text += std::to_string(subject.user); break;
        case 'u': text += accounts.user_name(subject.user); break;
        case 'G': text += std::to_string(subject.group); break;
        case 'g': text += accounts.group_name(subject.group); break;
        case 'P': text += std::to_string(subject.process); break;
        case 'p': text += cli::base_name(subject.program); break;
        default: text += '%'; text += path[at];
        }
    }
    return text;
}

std::expected<std::optional<std::vector<Target>>, Mistake> match_rules(std::string_view text, const Subject& subject, const Accounts& accounts) {
    Whose whose(subject, accounts);
    std::vector<Target> targets;
    bool has_matched = false, stays = false;
    int number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        line = line.substr(0, line.find('#'));
        if (line.find_first_not_of(" \t\r") == line.npos) continue;
        Rule rule = TRY(parse_rule(line, number));
        bool is_below = rule.user == "%";
        if (has_matched && !is_below) break;
        if (!is_below) has_matched = fits_process(rule.process, subject.program) && whose.fits(rule);
        if (!has_matched) continue;
        bool ignored = TRY(is_ignored(rule, number));
        // Who is ignored by a rule is not moved by the lines of % that go with it.
        stays = is_below ? stays : ignored;
        if (!ignored && !stays) targets.push_back({{parse_list(rule.controllers), fill_path(rule.destination, subject, accounts)}, rule.destination});
    }
    if (!has_matched) return std::nullopt;
    return targets;
}

/// Nothing: no rule of the file fits.
static Outcome<std::optional<std::vector<Target>>> match_file(const std::string& file, const Subject& subject) {
    auto text = read_file(file);
    if (!text) return trouble(Code::parse_failed, text.error().message());
    auto targets = match_rules(*text, subject, kHostAccounts);
    if (targets) return *std::move(targets);
    log_error(targets.error().told);
    return trouble(Code::parse_failed, file + ":" + targets.error().detail);
}

static Outcome<std::vector<Target>> match_files(const Subject& subject) {
    if (auto targets = TRY(match_file("/etc/cgrules.conf", subject))) return *std::move(targets);
    auto more = files_in("/etc/cgrules.d");
    if (!more && more.error().code() == ENOENT) return {};
    if (!more) return trouble(Code::parse_failed, more.error().message());
    for (const std::string& file : *more)
        if (auto targets = TRY(match_file(file, subject))) return *std::move(targets);
    return {};
}

Outcome<std::vector<Target>> find_targets(const Subject& subject) {
    auto targets = match_files(subject);
    if (!targets) log_error("failed to parse the configuration rules");
    return targets;
}

/// The second of the four ids behind "Uid:" or "Gid:" of /proc/PID/status.
static std::optional<unsigned> effective_id(std::string_view status, std::string_view name) {
    auto at = status.find(name);
    if (at == status.npos) return std::nullopt;
    auto line = status.substr(at + name.size());
    auto words = parse_list(line.substr(0, line.find('\n')), '\t');
    auto id = words.size() > 1 ? parse_number(words[1]) : std::nullopt;
    return id ? std::optional(static_cast<unsigned>(*id)) : std::nullopt;
}

/// Behind "Name:", in the first line of /proc/PID/status.
static std::string name_of(std::string_view status) {
    auto line = status.substr(0, status.find('\n'));
    return std::string(line.substr(std::min(line.find('\t'), line.size() - 1) + 1));
}

Outcome<Subject> subject_of(pid_t process) {
    std::string directory = "/proc/" + std::to_string(process);
    auto status = read_file(directory + "/status");
    if (!status) return trouble(status.error());
    auto user = effective_id(*status, "\nUid:"), group = effective_id(*status, "\nGid:");
    if (!user || !group) return trouble(Code::failed, directory + "/status has no ids");
    std::array<char, 4096> path{};
    ssize_t length = ::readlink((directory + "/exe").c_str(), path.data(), path.size());
    Subject subject{.user = *user, .group = *group, .process = process};
    if (length > 0) subject.program.assign(path.data(), static_cast<std::size_t>(length));
    else subject.program = name_of(*status);  // who may not see the path of another's program sees its name
    return subject;
}

}  // namespace sandbox::cgroup
