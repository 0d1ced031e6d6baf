// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/filter.hh"

#include "core/text.hh"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <utility>
#include <variant>
#include <vector>

#include <regex.h>

namespace sandbox::lsns {

struct Regex {
    regex_t compiled{};
    bool is_good = false;

    explicit Regex(const std::string& text) : is_good(::regcomp(&compiled, text.c_str(), REG_EXTENDED | REG_NOSUB) == 0) {}
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;
    ~Regex() {
        if (is_good) ::regfree(&compiled);
    }
};

enum class Operator { none, equal, unequal, less, at_most, greater, at_least, matches, differs };

/// A column, or a text that stands for itself.
struct Operand {
    std::optional<Column> column{};
    std::string text{};

    std::string value(const Lookup& lookup) const { return column ? lookup(*column).value_or("") : text; }
};

struct Comparison {
    Operand left{};
    Operator operation = Operator::none;
    Operand right{};
    std::unique_ptr<const Regex> regex{};
};

struct Filter::Node {
    enum class Kind { comparison, conjunction, disjunction, negation } kind = Kind::comparison;
    Comparison comparison{};
    std::vector<std::unique_ptr<const Node>> children{};
};

namespace {

using Node = Filter::Node;
using NodePointer = std::unique_ptr<const Node>;

/// Nested deeper than this is refused: the parser recurses.
constexpr int kDeepest = 100;

struct OperatorName {
    std::string_view name;
    Operator operation;
};
/// Longer signs first.
constexpr std::array kOperators{
    OperatorName{"==", Operator::equal},    OperatorName{"!=", Operator::unequal}, OperatorName{"<=", Operator::at_most},
    OperatorName{">=", Operator::at_least}, OperatorName{"=~", Operator::matches}, OperatorName{"!~", Operator::differs},
    OperatorName{"<", Operator::less},      OperatorName{">", Operator::greater},  OperatorName{"eq", Operator::equal},
    OperatorName{"ne", Operator::unequal},  OperatorName{"lt", Operator::less},    OperatorName{"le", Operator::at_most},
    OperatorName{"gt", Operator::greater},  OperatorName{"ge", Operator::at_least},
};

bool is_word(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '.' || letter == '-';
}

class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    Result<NodePointer> whole() {
        auto node = TRY(disjunction());
        skip_blanks();
        if (!rest_.empty()) return refuse("unexpected " + quote(rest_));
        return node;
    }

private:
    static std::unexpected<Error> refuse(std::string why) {
        return fail(Error::impossible("failed to parse filter: " + std::move(why)));
    }

    void skip_blanks() {
        while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_[0])) != 0) rest_.remove_prefix(1);
    }

    /// Takes the sign, or the word if no letter follows.
    bool take(std::string_view token) {
        skip_blanks();
        if (!rest_.starts_with(token)) return false;
        if (is_word(token[0]) && rest_.size() > token.size() && is_word(rest_[token.size()])) return false;
        rest_.remove_prefix(token.size());
        return true;
    }
    bool take_any(std::initializer_list<std::string_view> tokens) {
        return std::ranges::any_of(tokens, [&](std::string_view token) { return take(token); });
    }

    Result<NodePointer> disjunction() {
        auto node = std::make_unique<Node>(Node{.kind = Node::Kind::disjunction});
        do node->children.push_back(TRY(conjunction()));
        while (take_any({"||", "or", "OR"}));
        return node;
    }

    Result<NodePointer> conjunction() {
        auto node = std::make_unique<Node>(Node{.kind = Node::Kind::conjunction});
        do node->children.push_back(TRY(term()));
        while (take_any({"&&", "and", "AND"}));
        return node;
    }

    Result<NodePointer> term() {
        if (++depth_ > kDeepest) return refuse("nested too deeply");
        auto node = TRY(inner_term());
        --depth_;
        return node;
    }

    Result<NodePointer> inner_term() {
        if (take_any({"!", "not", "NOT"})) {
            auto node = std::make_unique<Node>(Node{.kind = Node::Kind::negation});
            node->children.push_back(TRY(term()));
            return node;
        }
        if (!take("(")) return comparison();
        auto node = TRY(disjunction());
        if (!take(")")) return refuse("\")\" is missing");
        return node;
    }

    Result<NodePointer> comparison() {
        auto node = std::make_unique<Node>();
        Comparison& made = node->comparison;
        made.left = TRY(operand());
        auto sign = std::ranges::find_if(kOperators, [&](const OperatorName& one) { return take(one.name); });
        if (sign == kOperators.end()) return node;
        made.operation = sign->operation;
        made.right = TRY(operand());
        if (made.operation == Operator::matches || made.operation == Operator::differs) {
            if (made.right.column) return refuse("a regular expression must be a text");
            made.regex = std::make_unique<const Regex>(made.right.text);
            if (!made.regex->is_good) return refuse("no regular expression: " + quote(made.right.text));
        }
        return node;
    }

    Result<Operand> operand() {
        skip_blanks();
        if (rest_.empty()) return refuse("unexpected end");
        if (char mark = rest_[0]; mark == '"' || mark == '\'') {
            auto end = rest_.find(mark, 1);
            if (end == std::string_view::npos) return refuse("unterminated text");
            Operand text{.text = std::string(rest_.substr(1, end - 1))};
            rest_.remove_prefix(end + 1);
            return text;
        }
        auto size = static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_word) - rest_.begin());
        std::string word(rest_.substr(0, size));
        if (word.empty()) return refuse("unexpected " + quote(rest_));
        rest_.remove_prefix(size);
        if (std::isdigit(static_cast<unsigned char>(word[0])) != 0 || word[0] == '-') return Operand{.text = word};
        if (word == "true" || word == "false") return Operand{.text = word == "true" ? "1" : "0"};
        auto column = parse_column(word);
        if (!column) return refuse("unknown column " + quote(word));
        return Operand{.column = column};
    }

    std::string_view rest_;
    int depth_ = 0;
};

std::optional<double> as_number(const std::string& text) {
    char* end = nullptr;
    double number = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') return std::nullopt;
    return number;
}

/// Below, equal, above: by number if both are numbers.
int compare(const std::string& left, const std::string& right) {
    auto a = as_number(left), b = as_number(right);
    if (a && b) return *a < *b ? -1 : *a > *b ? 1 : 0;
    return left.compare(right);
}

bool holds(const Comparison& comparison, const Lookup& lookup) {
    std::string left = comparison.left.value(lookup);
    auto order = [&] { return compare(left, comparison.right.value(lookup)); };
    switch (comparison.operation) {
    case Operator::none: return !left.empty() && left != "0";
    case Operator::equal: return order() == 0;
    case Operator::unequal: return order() != 0;
    case Operator::less: return order() < 0;
    case Operator::at_most: return order() <= 0;
    case Operator::greater: return order() > 0;
    case Operator::at_least: return order() >= 0;
    case Operator::matches: return ::regexec(&comparison.regex->compiled, left.c_str(), 0, nullptr, 0) == 0;
    case Operator::differs: return ::regexec(&comparison.regex->compiled, left.c_str(), 0, nullptr, 0) != 0;
    }
    return false;
}

bool holds(const Node& node, const Lookup& lookup) {
    auto child_holds = [&](const NodePointer& child) { return holds(*child, lookup); };
    switch (node.kind) {
    case Node::Kind::comparison: return holds(node.comparison, lookup);
    case Node::Kind::conjunction: return std::ranges::all_of(node.children, child_holds);
    case Node::Kind::disjunction: return std::ranges::any_of(node.children, child_holds);
    case Node::Kind::negation: return !child_holds(node.children[0]);
    }
    return false;
}

}  // namespace

Result<Filter> Filter::parse(std::string_view text) {
    return Filter(std::shared_ptr<const Node>(TRY(Parser(text).whole())));
}

bool Filter::accepts(const Lookup& lookup) const {
    return holds(*root_, lookup);
}

}  // namespace sandbox::lsns
