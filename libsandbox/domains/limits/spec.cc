// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/limits/spec.hh"

#include "core/assign.hh"

namespace sandbox::limits {

static Result<std::uint64_t> parse_part(std::string_view text) {
    if (text == "infinity") return RLIM_INFINITY;
    auto size = parse_size(text);
    if (!size) return fail(Error::usage(quote(text) + " is no limit: a number, a size or infinity"));
    return static_cast<std::uint64_t>(*size);
}

Result<Limit> parse_limit(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value.data)) {
        if (*number < 0) return fail(Error::usage(std::to_string(*number) + " is no limit").at(value.origin));
        auto both = static_cast<std::uint64_t>(*number);
        return Limit{{both, both}, true};
    }
    auto text = TRY(assign::as_text(value));
    auto parts = split(text, ':');
    if (parts.size() > 2) return fail(Error::usage(quote(text) + " is not SOFT:HARD"));
    auto soft = TRY(parse_part(parts.front()));
    auto hard = TRY(parse_part(parts.back()));
    if (soft > hard) return fail(Error::usage("the soft limit of " + quote(text) + " is above the hard one"));
    return Limit{{soft, hard}, true};
}

Result<NumberRange> parse_processors(const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value.data);
    auto text = number != nullptr ? std::to_string(*number) : TRY(assign::as_text(value));
    auto range = parse_range(text);
    if (!range || range->last >= kMostProcessors)
        return fail(Error::usage("expected processors such as \"0-3\" or \"7\", below " + std::to_string(kMostProcessors) + ", found " + quote(text)));
    return *range;
}

}  // namespace sandbox::limits
