// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/seccomp/filter_death.hh"

#include "core/audit.hh"
#include "core/kernel_log.hh"
#include "core/text.hh"
#include "syscall_names.hh"

#include <charconv>
#include <linux/audit.h>

namespace sandbox::seccomp {
namespace {

using audit::field;

constexpr std::uint32_t kX32Bit = 0x40000000;
constexpr auto kPatience = std::chrono::milliseconds(300);
constexpr std::int64_t kRecent = 2000;  // milliseconds

std::uint64_t number_in(std::string_view record, std::string_view key) {
    return parse_number(field(record, key)).value_or(0);
}

std::string name_in(const char* const* begin, const char* const* end, std::uint32_t number) {
    bool is_known = number < static_cast<std::size_t>(end - begin) && begin[number] != nullptr;
    return is_known ? begin[number] : std::to_string(number);
}

void name_call(FilterDeath& death, std::uint32_t architecture) {
    bool is_x32 = architecture == AUDIT_ARCH_X86_64 && (death.number & kX32Bit) != 0;
    if (architecture == kNativeArchitecture) {
        death.architecture = is_x32 ? "x32" : kNativeName;
        death.call = name_in(std::begin(kNativeCalls), std::end(kNativeCalls), death.number & ~(is_x32 ? kX32Bit : 0));
    } else if (architecture == AUDIT_ARCH_I386) {
        death.architecture = "i386";
        death.call = name_in(std::begin(kCompatCalls), std::end(kCompatCalls), death.number);
    } else {
        death.call = std::to_string(death.number);
    }
}

}  // namespace

std::optional<FilterDeath> parse_filter_death(std::string_view record, std::uint32_t user) {
    bool is_death = record.find(";audit: type=1326 audit(") != record.npos && field(record, " sig=") == "31";
    if (!is_death || parse_number(field(record, " uid=")) != user) return std::nullopt;
    auto hex = field(record, " arch=");
    std::uint32_t architecture = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), architecture, 16);
    FilterDeath death{.architecture = std::string(hex), .number = static_cast<std::uint32_t>(number_in(record, " syscall=")),
                      .pid = static_cast<pid_t>(number_in(record, " pid=")), .milliseconds = audit::time_of(record)};
    auto name = field(record, " comm=");
    if (name.size() > 2 && name.front() == '"') death.victim = name.substr(1, name.size() - 2);
    name_call(death, architecture);
    return death;
}

FilterDeath find_filter_death(std::uint32_t user, std::uint64_t start) {
    auto log = KernelLog::open(start);
    if (!log) return {.unknown = log.error().message()};
    auto now = audit::real_milliseconds();
    auto began = audit::earliest_time(start);  // the log's own stamps are only near it
    std::optional<FilterDeath> last;
    // An older one may be of a process that it started; the command's own has just happened.
    auto is_it = [&] { return last && last->milliseconds + kRecent >= now; };
    do {
        while (auto record = log->next())
            if (auto death = parse_filter_death(*record, user); death && death->milliseconds >= began) last = std::move(death);
    } while (!is_it() && audit::real_milliseconds() - now < kPatience.count() && log->wait(kPatience));
    if (last) return *last;
    return {.unknown = "the kernel's log has no record of it: no filter's doing, or auditd takes them, or too many came at once"};
}

}  // namespace sandbox::seccomp
