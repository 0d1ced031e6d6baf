// SPDX-License-Identifier: LGPL-2.1-or-later
#include "condition.hh"

#include <algorithm>
#include <charconv>

#include "constant.hh"

namespace sandbox::filter {
namespace {

using Words = std::span<const std::string_view>;

/// Above this, one line would fill the kernel's limit of a filter's length by itself.
constexpr std::size_t kMostAlternatives = 128;

constexpr std::uint64_t kLow32 = 0xffffffff;

std::unexpected<std::string> error(std::string message) { return std::unexpected(std::move(message)); }

std::string quoted(std::string_view word) { return "'" + std::string(word) + "'"; }

Result<std::uint64_t> parse_number(std::string_view word) {
    int base = 10;
    std::string_view digits = word;
    if (word.starts_with("0x")) {
        base = 16;
        digits.remove_prefix(2);
    } else if (word.size() > 1 && word.front() == '0') {
        base = 8;
        digits.remove_prefix(1);
    }
    std::uint64_t number = 0;
    auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    if (code != std::errc{} || end != digits.data() + digits.size()) return error(quoted(word) + " is not a number");
    return number;
}

/// Reads `0x10`, `16`, `020`, `AF_UNIX`, or several of them joined by `|`.
Result<std::uint64_t> parse_value(std::string_view word) {
    std::uint64_t value = 0;
    for (std::size_t begin = 0; begin <= word.size();) {
        std::size_t end = std::min(word.find('|', begin), word.size());
        std::string_view part = word.substr(begin, end - begin);
        if (auto constant = find_constant(part)) {
            value |= *constant;
        } else {
            if (part.empty() || part.front() < '0' || part.front() > '9') return error("unknown constant " + quoted(part));
            auto number = parse_number(part);
            if (!number) return number;
            value |= *number;
        }
        begin = end + 1;
    }
    return value;
}

Result<unsigned> parse_argument(std::string_view word) {
    if (word.size() != 4 || !word.starts_with("arg") || word[3] < '0' || word[3] > '5')
        return error("expected arg0 to arg5, not " + quoted(word));
    return static_cast<unsigned>(word[3] - '0');
}

/// One comparison for each bit: any of them makes the condition hold.
std::vector<Comparison> any_bit(unsigned argument, std::uint64_t bits) {
    std::vector<Comparison> any;
    for (std::uint64_t rest = bits; rest != 0; rest &= rest - 1) {
        std::uint64_t bit = rest & -rest;
        any.push_back({argument, bit, bit});
    }
    return any;
}

Result<std::vector<Comparison>> parse_masked(unsigned argument, Words words) {
    auto mask = parse_value(words[0]);
    if (!mask) return error(mask.error());
    if (*mask == 0) return error("a mask without bits");
    if (words.size() == 1) return any_bit(argument, *mask);
    if (words.size() != 3 || words[1] != "==") return error("expected & BITS, or & MASK == VALUE");
    auto value = parse_value(words[2]);
    if (!value) return error(value.error());
    if (*value & ~*mask) return error(quoted(words[2]) + " has bits outside of the mask: never equal");
    return std::vector<Comparison>{{argument, *mask, *value}};
}

Result<std::vector<Comparison>> parse_equal(unsigned argument, std::uint64_t mask, Words words) {
    if (words.empty()) return error("expected == VALUE or in VALUE...");
    if (words[0] != "==" && words[0] != "in") return error("expected == or in, not " + quoted(words[0]));
    if (words.size() < 2 || (words[0] == "==" && words.size() > 2))
        return error("expected " + std::string(words[0] == "==" ? "one value after ==" : "values after in"));
    std::vector<Comparison> any;
    for (std::string_view word : words.subspan(1)) {
        auto value = parse_value(word);
        if (!value) return error(value.error());
        if (*value & ~mask) return error(quoted(word) + " has more than 32 bits: never equal");
        any.push_back({argument, mask, *value});
    }
    return any;
}

/// The words between two `and`: the comparisons of which one must hold.
Result<std::vector<Comparison>> parse_term(Words words) {
    if (words.empty()) return error("expected a comparison: argN ...");
    auto argument = parse_argument(words[0]);
    if (!argument) return error(argument.error());
    Words rest = words.subspan(1);
    if (rest.size() >= 2 && rest[0] == "&") return parse_masked(*argument, rest.subspan(1));
    if (!rest.empty() && rest[0] == "low32") return parse_equal(*argument, kLow32, rest.subspan(1));
    return parse_equal(*argument, ~std::uint64_t{0}, rest);
}

/// Each of `left` with each of `right`.
Result<std::vector<Conjunction>> both(const std::vector<Conjunction>& left, const std::vector<Comparison>& right) {
    if (left.size() * right.size() > kMostAlternatives) return error("too many alternatives in one line");
    std::vector<Conjunction> product;
    for (const Conjunction& conjunction : left) {
        for (const Comparison& comparison : right) {
            auto same = [&](const Comparison& other) { return other.argument == comparison.argument; };
            if (std::ranges::any_of(conjunction, same)) return error("an argument may be compared once in a condition");
            product.push_back(conjunction);
            product.back().push_back(comparison);
        }
    }
    return product;
}

std::string joined(Words words) {
    std::string text;
    for (std::string_view word : words) (text += text.empty() ? "" : " ") += word;
    return text;
}

}  // namespace

Result<Condition> parse_condition(Words words) {
    std::vector<Conjunction> alternatives = {{}};
    for (Words rest = words;;) {
        auto end = std::ranges::find(rest, "and");
        auto term = parse_term(Words(rest.begin(), end));
        if (!term) return error(term.error());
        auto product = both(alternatives, *term);
        if (!product) return error(product.error());
        alternatives = std::move(*product);
        if (end == rest.end()) return Condition{joined(words), std::move(alternatives)};
        rest = Words(std::next(end), rest.end());
    }
}

}  // namespace sandbox::filter
