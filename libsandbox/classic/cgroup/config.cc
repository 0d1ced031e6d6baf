// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/config.hh"

#include "core/text.hh"

#include <algorithm>

namespace sandbox::cgroup {
namespace {

/// A word, a quoted text, one of "{}=;", or the end.
struct Token {
    enum class Kind { word, quoted, mark, end } kind = Kind::end;
    std::string text{};
    std::size_t line = 1, column = 1;

    bool is(char mark) const { return kind == Kind::mark && text[0] == mark; }
    bool is_name() const { return kind == Kind::word || kind == Kind::quoted; }
};

class Lexer {
public:
    explicit Lexer(std::string_view text) : rest_(text) {}

    Outcome<Token> next() {
        skip();
        Token token{.line = line_, .column = column_};
        if (rest_.empty()) return token;
        char first = rest_[0];
        if (first == '"') return quoted(std::move(token));
        if (kMarks.find(first) != kMarks.npos) {
            token.kind = Token::Kind::mark;
            token.text = take(1);
            return token;
        }
        token.kind = Token::Kind::word;
        token.text = take(std::min(rest_.find_first_of(" \t\r\n{}=;\"#"), rest_.size()));
        return token;
    }

private:
    static constexpr std::string_view kMarks = "{}=;";

    std::string take(std::size_t count) {
        std::string taken(rest_.substr(0, count));
        for (char c : taken) {
            ++column_;
            if (c == '\n') ++line_, column_ = 1;
        }
        rest_.remove_prefix(taken.size());
        return taken;
    }

    void skip() {
        while (!rest_.empty()) {
            if (rest_[0] == '#') take(std::min(rest_.find('\n'), rest_.size()));
            else if (std::string_view(" \t\r\n").find(rest_[0]) != std::string_view::npos) take(1);
            else return;
        }
    }

    Outcome<Token> quoted(Token token) {
        auto end = rest_.find('"', 1);
        if (end == rest_.npos)
            return trouble(Code::config_failed, std::to_string(line_) + ":" + std::to_string(column_) + ": the quoted text does not end");
        token.kind = Token::Kind::quoted;
        token.text = take(end + 1);
        token.text = token.text.substr(1, token.text.size() - 2);
        return token;
    }

    std::string_view rest_;
    std::size_t line_ = 1, column_ = 1;
};

class Parser {
public:
    explicit Parser(std::string_view text) : lexer_(text) {}

    Outcome<Config> parse() {
        Config config;
        TRY(advance());
        while (token_.kind != Token::Kind::end) TRY(section(config));
        return config;
    }

private:
    std::unexpected<Trouble> wrong(std::string_view expected) const {
        std::string found = token_.kind == Token::Kind::end ? "the end of the file" : quote(token_.text);
        return trouble(Code::config_failed, std::to_string(token_.line) + ":" + std::to_string(token_.column) + ": expected " +
                                                std::string(expected) + ", not " + found);
    }

    Outcome<> advance() {
        token_ = TRY(lexer_.next());
        return {};
    }

    Outcome<> expect(char mark) {
        if (!token_.is(mark)) return wrong("\"" + std::string(1, mark) + "\"");
        return advance();
    }

    Outcome<std::string> name(std::string_view what) {
        if (!token_.is_name()) return wrong(what);
        std::string text = token_.text;
        TRY(advance());
        return text;
    }

    /// KEY = VALUE; the last semicolon before "}" may be missing, as the manual's own examples have it.
    Outcome<cgroups::Setting> assignment() {
        cgroups::Setting setting;
        setting.file = TRY(name("a name"));
        TRY(expect('='));
        setting.value = TRY(name("a value"));
        if (!token_.is('}')) TRY(expect(';'));
        return setting;
    }

    Outcome<Assignments> assignments() {
        Assignments all;
        TRY(expect('{'));
        while (!token_.is('}')) all.push_back(TRY(assignment()));
        TRY(advance());
        return all;
    }

    Outcome<PermissionText> side(bool is_admin) {
        PermissionText text;
        TRY(expect('{'));
        while (!token_.is('}')) {
            Token key = token_;
            auto [file, value] = TRY(assignment());
            if (file == "uid") text.user = value;
            else if (file == "gid") text.group = value;
            else if (file == "fperm") text.files = value;
            else if (file == "dperm" && is_admin) text.directory = value;
            else return token_ = key, wrong(is_admin ? "uid, gid, dperm or fperm" : "uid, gid or fperm");
        }
        TRY(advance());
        return text;
    }

    Outcome<Perm> perm() {
        Perm both;
        TRY(expect('{'));
        while (!token_.is('}')) {
            if (token_.text == "task") TRY(advance()), both.task = TRY(side(false));
            else if (token_.text == "admin") TRY(advance()), both.admin = TRY(side(true));
            else return wrong("task or admin");
        }
        TRY(advance());
        return both;
    }

    Outcome<GroupBlock> group() {
        GroupBlock block;
        block.name = TRY(name("the name of a group"));
        TRY(expect('{'));
        while (!token_.is('}')) {
            bool is_perm = token_.kind == Token::Kind::word && token_.text == "perm";
            std::string controller = TRY(name("a controller, or perm"));
            if (is_perm) block.perm = TRY(perm());
            else block.controllers.push_back({std::move(controller), TRY(assignments())});
        }
        if (!block.perm && block.controllers.empty()) return wrong("a controller, or perm");
        TRY(advance());
        return block;
    }

    Outcome<Perm> default_block() {
        TRY(expect('{'));
        if (token_.text != "perm") return wrong("perm");
        TRY(advance());
        Perm both = TRY(perm());
        TRY(expect('}'));
        return both;
    }

    static void append(Assignments& to, Assignments more) {
        for (cgroups::Setting& one : more) to.push_back(std::move(one));
    }

    Outcome<> section(Config& config) {
        Token keyword = token_;
        if (keyword.kind != Token::Kind::word) return wrong("mount, group, template, default, namespace or systemd");
        TRY(advance());
        if (keyword.text == "mount") append(config.mounts, TRY(assignments()));
        else if (keyword.text == "namespace") append(config.namespaces, TRY(assignments()));
        else if (keyword.text == "systemd") {
            config.systemd.push_back(TRY(assignments()));
            if (config.systemd.back().empty()) return token_ = keyword, wrong("a block that says something");
        }
        else if (keyword.text == "group") config.groups.push_back(TRY(group()));
        else if (keyword.text == "template") config.templates.push_back(TRY(group()));
        else if (keyword.text == "default") config.default_perm = TRY(default_block());
        else return token_ = keyword, wrong("mount, group, template, default, namespace or systemd");
        return {};
    }

    Lexer lexer_;
    Token token_{};
};

}  // namespace

Outcome<Config> parse_config(std::string_view text) {
    return Parser(text).parse();
}

}  // namespace sandbox::cgroup
