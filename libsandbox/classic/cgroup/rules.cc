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

/// Words between blanks; a word in double quotes keeps them.
std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    bool is_quoted = false, has_word = false;
    for (char c : line) {
        bool is_blank = c == ' ' || c == '\t' || c == '\r';
        if (c == '"') {
            is_quoted = !is_quoted;
            has_word = true;
        } else if (is_blank && !is_quoted) {
            if (has_word) words.push_back(std::move(word));
            word.clear();
            has_word = false;
        } else {
            word += c;
            has_word = true;
        }
    }
    if (has_word) words.push_back(std::move(word));
    return words;
}

constexpr std::string_view kUnsupported = "Unsupported option: ";

Outcome<Rule> parse_rule(const std::vector<std::string>& words, const std::string& where) {
    if (words.size() < 3 || words.size() > 4) return trouble(Code::parse_failed, where + "expected USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS]");
    std::string_view user = words[0];
    auto colon = user.find(':');
    Rule rule{.user = std::string(user.substr(0, colon)),
              .process = colon == user.npos ? "" : std::string(user.substr(colon + 1)),
              .target = {parse_list(words[1]), words[2]}};
    if (rule.target.controllers.empty()) return trouble(Code::parse_failed, where + "no controllers");
    if (words.size() == 4) {
        for (const std::string& option : parse_list(words[3]))
            if (option == "ignore" || option == "ignore_rt") rule.is_ignored |= option == "ignore";
            else return trouble(Code::parse_failed, where + std::string(kUnsupported) + option);
    }
    return rule;
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

Outcome<std::vector<Rule>> parse_rules(std::string_view text) {
    std::vector<Rule> rules;
    int number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        line = line.substr(0, line.find('#'));
        auto words = words_of(line);
        if (words.empty()) continue;
        std::string where = "line " + std::to_string(number) + ": ";
        Rule rule = TRY(parse_rule(words, where));
        if (rule.user == "%") {
            if (rules.empty()) return trouble(Code::parse_failed, where + "% without a rule above it");
            rule.process = rules.back().process;
        }
        rules.push_back(std::move(rule));
    }
    return rules;
}

Outcome<std::vector<Rule>> read_rules() {
    auto main = read_file("/etc/cgrules.conf");
    if (!main) return trouble(Code::parse_failed, main.error().message());
    auto rules = TRY(parse_rules(*main));
    auto more = files_in("/etc/cgrules.d");
    if (!more && more.error().code() == ENOENT) return rules;
    if (!more) return trouble(Code::parse_failed, more.error().message());
    for (const std::string& file : *more) {
        auto text = read_file(file);
        if (!text) return trouble(Code::parse_failed, text.error().message());
        for (Rule& rule : TRY(parse_rules(*text))) rules.push_back(std::move(rule));
    }
    return rules;
}

std::string fill_path(std::string_view path, const Subject& subject, const Accounts& accounts) {
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

std::vector<Target> match_rules(const std::vector<Rule>& rules, const Subject& subject, const Accounts& accounts) {
    Whose whose(subject, accounts);
    auto fits = [&](const Rule& rule) { return rule.user != "%" && fits_process(rule.process, subject.program) && whose.fits(rule); };
    auto rule = std::ranges::find_if(rules, fits);
    std::vector<Target> targets;
    // Who is ignored by a rule is not moved by the lines of % that go with it.
    if (rule == rules.end() || rule->is_ignored) return targets;
    do {
        if (!rule->is_ignored) targets.push_back({{rule->target.controllers, fill_path(rule->target.path, subject, accounts)}, rule->target.path});
    } while (++rule != rules.end() && rule->user == "%");
    return targets;
}

Outcome<std::vector<Target>> find_targets(const Subject& subject) {
    auto rules = read_rules();
    if (!rules) {
        const std::string& detail = rules.error().detail;
        if (auto at = detail.find(kUnsupported); at != detail.npos) log_error(detail.substr(at));
        log_error("failed to parse the configuration rules");
        return std::unexpected(rules.error());
    }
    return match_rules(*rules, subject, kHostAccounts);
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
