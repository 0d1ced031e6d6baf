// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/spec.hh"

#include "core/assign.hh"
#include "core/text.hh"

namespace sandbox::users {

static constexpr std::int64_t kLastId = 4294967294;  // 4294967295 is "no id" to the kernel

static Result<void> check(std::uint64_t first, std::uint64_t count) {
    if (count == 0) return fail(Error::usage("an empty range of ids"));
    if (first + count - 1 > static_cast<std::uint64_t>(kLastId)) return fail(Error::usage("ids end at 4294967294"));
    return {};
}

Result<PrivateUsers> parse_private_users(std::string_view text) {
    using Mode = PrivateUsers::Mode;
    if (text == "auto") return PrivateUsers{Mode::automatic};
    if (text == "no") return PrivateUsers{Mode::no};
    if (text == "self") return PrivateUsers{Mode::self};
    if (text == "pick") return PrivateUsers{Mode::pick};
    auto parts = split(text, ':');
    auto start = parse_number(parts[0]);
    auto count = parts.size() == 2 ? parse_number(parts[1]) : std::nullopt;
    if (!start || !count || *start > kLastId || *count > kLastId)
        return fail(Error::usage(quote(text) + " is none of auto, no, self, pick, START:COUNT"));
    TRY(check(*start, *count));
    return PrivateUsers{Mode::range, {0, static_cast<std::uint32_t>(*start), static_cast<std::uint32_t>(*count)}};
}

Result<IdRange> parse_range(const Value& value) {
    auto numbers = TRY(assign::as_list(value));
    if (numbers.size() != 3) return fail(Error::usage("expected [inside, outside, count]"));
    std::uint32_t ids[3];
    for (std::size_t index = 0; index < 3; ++index)
        ids[index] = static_cast<std::uint32_t>(TRY(assign::as_integer(numbers[index], 0, kLastId)));
    TRY(check(ids[0], ids[2]));
    TRY(check(ids[1], ids[2]));
    return IdRange{ids[0], ids[1], ids[2]};
}

}  // namespace sandbox::users
