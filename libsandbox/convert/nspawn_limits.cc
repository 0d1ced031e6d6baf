// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/nspawn_key.hh"
#include "convert/words.hh"
#include "domains/limits/spec.hh"

#include <algorithm>

namespace sandbox::convert {
namespace {

constexpr std::uint64_t kSecond = 1'000'000;

Result<void> put(Container& container, std::string_view name, std::string pair) {
    TRY(limits::parse_limit(Value{.data = pair}));
    std::erase_if(container.limits, [&](const auto& limit) { return limit.first == name; });
    container.limits.emplace_back(name, std::move(pair));
    return {};
}

/// A limit's name as a template argument.
template <std::size_t size> struct Name {
    constexpr Name(const char (&text)[size]) { std::copy_n(text, size, letters); }
    char letters[size]{};
};

template <Name name> Result<void> amount(Container& container, const std::string& value) {
    return put(container, name.letters, TRY(parse_amount(value)));
}

template <Name name, std::uint64_t unit> Result<void> time(Container& container, const std::string& value) {
    return put(container, name.letters, TRY(parse_times(value, unit)));
}

Result<void> niceness(Container& container, const std::string& value) {
    return put(container, "LimitNICE", TRY(parse_nice(value)));
}

constexpr NspawnKey kKeys[] = {
    {"Exec.LimitCPU", time<"LimitCPU", kSecond>},
    {"Exec.LimitFSIZE", amount<"LimitFSIZE">},
    {"Exec.LimitDATA", amount<"LimitDATA">},
    {"Exec.LimitSTACK", amount<"LimitSTACK">},
    {"Exec.LimitCORE", amount<"LimitCORE">},
    {"Exec.LimitRSS", amount<"LimitRSS">},
    {"Exec.LimitNOFILE", amount<"LimitNOFILE">},
    {"Exec.LimitAS", amount<"LimitAS">},
    {"Exec.LimitNPROC", amount<"LimitNPROC">},
    {"Exec.LimitMEMLOCK", amount<"LimitMEMLOCK">},
    {"Exec.LimitLOCKS", amount<"LimitLOCKS">},
    {"Exec.LimitSIGPENDING", amount<"LimitSIGPENDING">},
    {"Exec.LimitMSGQUEUE", amount<"LimitMSGQUEUE">},
    {"Exec.LimitNICE", niceness},
    {"Exec.LimitRTPRIO", amount<"LimitRTPRIO">},
    {"Exec.LimitRTTIME", time<"LimitRTTIME", 1>},
};

}  // namespace

std::span<const NspawnKey> nspawn_limit_keys() {
    return kKeys;
}

}  // namespace sandbox::convert
