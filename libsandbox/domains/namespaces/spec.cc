// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/namespaces/spec.hh"

#include "core/assign.hh"
#include "core/text.hh"
#include "domains/namespaces/types.hh"

namespace sandbox::namespaces {

static_assert(std::size(kTypeNames) == std::size(kTypeFlags));

Result<Type> parse_type(const Value& value) {
    auto index = TRY(assign::as_choice(value, kTypeNames));
    return static_cast<Type>(kTypeFlags[index]);
}

Result<std::string> parse_hostname(std::string_view text) {
    bool is_plain = text.size() <= 64 && (text.empty() || (text.front() != '-' && text.front() != '.'));
    for (char c : text) {
        bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        is_plain = is_plain && (is_word || c == '-' || c == '.');
    }
    if (!is_plain)
        return fail(Error::usage(quote(text) + " is not a host name: letters, digits, - and ., at most 64"));
    return std::string(text);
}

std::string_view name_of(int flag) {
    for (std::size_t index = 0; index < std::size(kTypeFlags); ++index)
        if (kTypeFlags[index] == flag) return kTypeNames[index];
    return "?";
}

std::string names_of(int flags) {
    std::string names;
    for (int flag : kTypeFlags)
        if ((flags & flag) != 0) names += (names.empty() ? "" : ", ") + std::string(name_of(flag));
    return names;
}

}  // namespace sandbox::namespaces
