// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/spec.hh"

#include "core/assign.hh"
#include "core/name.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox::cgroups {
namespace {

Error expected(const char* what, const std::string& text) {
    return Error::usage("expected " + std::string(what) + ", found " + quote(text));
}

/// A text or an integer, as a text; of anything else `what` was expected.
Result<std::string> text_of(const Value& value, const char* what) {
    if (const auto* number = std::get_if<std::int64_t>(&value.data)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
    return fail(Error::usage("expected " + std::string(what) + ", found " + assign::found_type(value)).at(value.origin));
}

/// A number with K, M, G or T to base 1000.
std::optional<std::uint64_t> parse_decimal_size(std::string_view text) {
    constexpr std::string_view kUnits = "KMGT";
    std::uint64_t factor = 1;
    if (!text.empty())
        if (auto unit = kUnits.find(text.back()); unit != kUnits.npos) {
            for (std::size_t power = 0; power <= unit; ++power) factor *= 1000;
            text.remove_suffix(1);
        }
    auto number = parse_number(text);
    if (!number || *number > kNoLimit / factor) return std::nullopt;
    return *number * factor;
}

/// "PATH NUMBER": a path may hold spaces, the number does not.
struct Pair {
    std::string path;
    std::string number;
};
Result<Pair> parse_pair(const Value& value) {
    auto text = TRY(assign::as_text(value));
    auto space = text.find_last_of(' ');
    auto end = text.find_last_not_of(' ', space);
    if (space == text.npos || end == text.npos || !text.starts_with('/'))
        return fail(expected("the absolute path of a device or of a file on it, a space and a number", text));
    return Pair{text.substr(0, end + 1), text.substr(space + 1)};
}

Result<Weight> parse_weight(const Value& value, const char* what) {
    auto text = TRY(text_of(value, what));
    auto number = parse_number(text);
    if (!number || *number < 1 || *number > 10000) return fail(expected(what, text));
    return static_cast<Weight>(*number);
}

}  // namespace

Result<Amount> parse_amount(const Value& value) {
    constexpr const char* kForms = "a size such as \"2G\", a percentage such as \"50%\", or \"infinity\"";
    auto text = TRY(text_of(value, kForms));
    if (text.ends_with('%')) {
        auto percent = parse_number(std::string_view(text).substr(0, text.size() - 1));
        if (!percent || *percent < 1 || *percent > 100) return fail(expected(kForms, text));
        return Amount{.percent = static_cast<unsigned>(*percent)};
    }
    auto size = parse_size(text);
    if (!size) return fail(expected(kForms, text));
    return Amount{.bytes = static_cast<std::uint64_t>(*size)};
}

Result<Quota> parse_quota(std::string_view text) {
    constexpr const char* kForm = "a percentage of one processor such as \"150%\", at least \"0.1%\", or \"infinity\"";
    if (text == "infinity") return kNoQuota;
    auto parts = split(text.substr(0, text.size() - (text.ends_with('%') ? 1 : 0)), '.');
    auto whole = parse_number(parts[0]);
    std::string decimals(parts.size() == 2 ? parts[1] : "0");
    auto part = parse_number(decimals);
    bool is_form = text.ends_with('%') && parts.size() <= 2 && whole && part && decimals.size() <= 2;
    if (!is_form || *whole > 1'000'000) return fail(expected(kForm, std::string(text)));
    auto hundredths = *whole * 100 + *part * (decimals.size() == 1 ? 10 : 1);
    // A millisecond of a second: what the kernel takes.
    if (hundredths < 10) return fail(expected(kForm, std::string(text)));
    return static_cast<Quota>(hundredths);
}

Result<Weight> parse_cpu_weight(const Value& value) {
    constexpr const char* kForms = "a weight from 1 to 10000, or \"idle\"";
    if (TRY(text_of(value, kForms)) == "idle") return Weight{0};
    return parse_weight(value, kForms);
}

Result<Weight> parse_io_weight(const Value& value) {
    return parse_weight(value, "a weight from 1 to 10000");
}

Result<std::chrono::microseconds> parse_period(const Value& value) {
    auto period = TRY(assign::as_duration(value));
    if (period >= std::chrono::milliseconds(1) && period <= std::chrono::seconds(1)) return period;
    return fail(Error::usage("expected a duration from 1ms to 1s, found " + print_duration(period)));
}

Result<std::string> parse_number_list(std::string_view text) {
    if (!std::ranges::all_of(split(text, ','), [](std::string_view part) { return parse_range(part).has_value(); }))
        return fail(expected("numbers and ranges such as \"0-3,8\"", std::string(text)));
    return std::string(text);
}

Result<DeviceLimit> parse_bandwidth(const Value& value) {
    auto pair = TRY(parse_pair(value));
    auto bytes = parse_decimal_size(pair.number);
    if (!bytes || *bytes == 0) return fail(expected("bytes a second such as 10M (base 1000)", pair.number));
    return DeviceLimit{pair.path, *bytes};
}

Result<DeviceLimit> parse_iops(const Value& value) {
    auto pair = TRY(parse_pair(value));
    auto count = parse_decimal_size(pair.number);
    if (!count || *count == 0) return fail(expected("operations a second such as 500 or 1K (base 1000)", pair.number));
    return DeviceLimit{pair.path, *count};
}

Result<DeviceLimit> parse_device_weight(const Value& value) {
    auto pair = TRY(parse_pair(value));
    auto weight = TRY(parse_io_weight({.data = pair.number}));
    return DeviceLimit{pair.path, static_cast<std::uint64_t>(weight)};
}

Result<DeviceRule> parse_device_rule(const Value& value) {
    auto text = TRY(assign::as_text(value));
    DeviceRule rule;
    auto space = text.find_last_of(' ');
    if (space != text.npos) {
        rule.access = text.substr(space + 1);
        text.resize(text.find_last_not_of(' ', space) + 1);
    }
    auto is_new = [&, seen = std::string()](char c) mutable {
        bool is_first = seen.find(c) == seen.npos;
        seen += c;
        return is_first && (c == 'r' || c == 'w' || c == 'm');
    };
    if (rule.access.empty() || !std::ranges::all_of(rule.access, is_new))
        return fail(expected("access of r, w and m, each once", rule.access));
    for (auto [prefix, kind] : {std::pair{"char-", DeviceRule::Kind::character}, {"block-", DeviceRule::Kind::block}})
        if (text.starts_with(prefix)) {
            rule.kind = kind;
            rule.name = text.substr(std::string_view(prefix).size());
        }
    if (rule.kind == DeviceRule::Kind::path) rule.name = text;
    bool is_path = rule.kind == DeviceRule::Kind::path && text.starts_with("/dev/");
    if (rule.name.empty() || (rule.kind == DeviceRule::Kind::path && !is_path))
        return fail(expected("a path below /dev, or char-DRIVER or block-DRIVER", text));
    return rule;
}

/// Of a group's or a slice's name, beside "-".
static bool is_in_name(char c) {
    return is_letter_or_digit(c) || c == '_' || c == '.' || c == ':';
}

Result<std::string> parse_slice(std::string_view text) {
    constexpr std::string_view kSuffix = ".slice";
    auto stem = text.substr(0, text.size() - std::min(text.size(), kSuffix.size()));
    bool is_name = text.ends_with(kSuffix) && text.size() <= 200;
    for (std::string_view part : split(stem, '-')) is_name = is_name && !part.empty() && std::ranges::all_of(part, is_in_name);
    if (!is_name || stem.starts_with('.'))
        return fail(expected("a slice's name such as \"batch.slice\" or \"batch-night.slice\"", std::string(text)));
    return std::string(text);
}

Result<std::string> parse_raw(const Value& value) {
    return text_of(value, "the content of a file, a string or an integer");
}

Result<std::string> parse_subgroup(std::string_view text) {
    // The kernel's own files are "cgroup.NAME", "memory.NAME" and the like: a group may not take one's place.
    bool is_name = !text.empty() && text.size() <= 200 && text[0] != '.' &&
                   std::ranges::all_of(text, [](char c) { return is_in_name(c) || c == '-'; });
    for (std::string_view front : {"cgroup.", "cpu.", "cpuset.", "memory.", "io.", "pids.", "hugetlb.", "rdma.", "misc.", "irq."})
        is_name = is_name && !text.starts_with(front);
    if (!is_name) return fail(expected("a group's name such as \"init\" or \"supervisor.scope\"", std::string(text)));
    return std::string(text);
}

std::string slice_directories(std::string_view slice) {
    auto stem = slice.substr(0, slice.size() - std::string_view(".slice").size());
    std::string path;
    for (auto dash = stem.find('-'); dash != stem.npos; dash = stem.find('-', dash + 1))
        path += std::string(stem.substr(0, dash)) + ".slice/";
    return path + std::string(slice);
}

bool wants_group(const Spec& spec) {
    return spec.cpu_quota.is_given() || spec.cpu_quota_period.is_given() || spec.cpu_weight.is_given() ||
           spec.allowed_cpus.is_given() || spec.allowed_memory_nodes.is_given() || spec.memory_min.is_given() ||
           spec.memory_low.is_given() || spec.memory_high.is_given() || spec.memory_max.is_given() ||
           spec.memory_swap_max.is_given() || spec.memory_zswap_max.is_given() || spec.io_weight.is_given() ||
           !spec.io_device_weight.empty() || !spec.io_read_bandwidth.empty() || !spec.io_write_bandwidth.empty() ||
           !spec.io_read_iops.empty() || !spec.io_write_iops.empty() || spec.oom_policy.is_given() ||
           spec.device_policy.is_given() || !spec.device_allow.empty() || spec.slice.is_given() || !spec.raw.empty() ||
           *spec.view != View::none || is_delegated(spec) || !spec.subgroup->empty();
}

bool is_delegated(const Spec& spec) {
    return *spec.delegate || *spec.view == View::delegated;
}

}  // namespace sandbox::cgroups
