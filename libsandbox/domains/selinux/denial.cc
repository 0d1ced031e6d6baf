// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/denial.hh"

#include "core/audit.hh"
#include "core/clock.hh"
#include "core/fd.hh"
#include "core/text.hh"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace sandbox::selinux {
namespace {

constexpr std::size_t kMost = 10;
/// The kernel's log has a record when its audit thread wrote it.
constexpr auto kQuiet = std::chrono::milliseconds(20);
constexpr auto kPatience = std::chrono::seconds(1);
constexpr const char* kAuditLog = "/var/log/audit/audit.log";
constexpr off_t kTail = 1 << 20;

void take(Denials& denials, std::string_view record, std::string_view context, std::int64_t began) {
    if (audit::time_of(record) < began) return;
    if (auto denial = parse_denial(record, context)) add(denials, *std::move(denial));
}

/// Until nothing came for a moment, and the kernel had nothing left that was to come.
void read_kernel_log(KernelLog& log, Denials& denials, std::string_view context, std::int64_t began) {
    auto until = later(monotonic_now(), kPatience);
    bool may_come = true;
    while (may_come && monotonic_now() < until) {
        may_come = audit::is_behind();
        may_come |= log.wait(kQuiet);
        while (auto record = log.next()) take(denials, *record, context, began);
    }
}

/// Where auditd runs, the kernel's log has none. Who may not read it learns nothing from it.
void read_audit_log(Denials& denials, std::string_view context, std::int64_t began) {
    UniqueFd log(::open(kAuditLog, O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    off_t size = log ? ::lseek(log.get(), 0, SEEK_END) : -1;
    if (size <= 0) return;
    std::string text(static_cast<std::size_t>(std::min(size, kTail)), '\0');
    ssize_t length = ::pread(log.get(), text.data(), text.size(), size - static_cast<off_t>(text.size()));
    text.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    for (std::string_view line : split(text, '\n')) take(denials, line, context, began);
}

}  // namespace

std::optional<Denial> parse_denial(std::string_view record, std::string_view context) {
    constexpr std::string_view kBegin = ": avc:  denied  { ", kEnd = " } for ";
    auto begin = record.find(kBegin), end = record.find(kEnd, begin);
    if (begin == record.npos || end == record.npos || audit::field(record, " scontext=") != context) return std::nullopt;
    Denial denial{.permissions = std::string(record.substr(begin + kBegin.size(), end - begin - kBegin.size())),
                  .kind = std::string(audit::field(record, " tclass=")), .object = audit::text_field(record, " path="),
                  .label = std::string(audit::field(record, " tcontext=")), .command = audit::text_field(record, " comm="),
                  .pid = static_cast<pid_t>(parse_number(audit::field(record, " pid=")).value_or(0))};
    if (denial.object.empty()) denial.object = audit::text_field(record, " name=");
    if (denial.object.empty()) denial.object = audit::field(record, " capability=");
    return denial;
}

void add(Denials& denials, Denial denial) {
    ++denials.count;
    auto is_same = [&](const Denial& other) {
        return other.permissions == denial.permissions && other.kind == denial.kind && other.object == denial.object &&
               other.label == denial.label && other.command == denial.command;
    };
    auto same = std::ranges::find_if(denials.first, is_same);
    if (same != denials.first.end()) ++same->count;
    else if (denials.first.size() < kMost) denials.first.push_back(std::move(denial));
}

Denials find_denials(std::string_view context, std::uint64_t start, KernelLog* log) {
    Denials denials;
    auto began = audit::earliest_time(start);
    if (log != nullptr) read_kernel_log(*log, denials, context, began);
    else denials.unknown = "the kernel's log may not be read";
    if (denials.count == 0) read_audit_log(denials, context, began);
    if (denials.count != 0) denials.unknown.clear();
    return denials;
}

std::string print(const Denial& denial) {
    std::string text = (denial.command.empty() ? "" : denial.command + ", ") + "process " + std::to_string(denial.pid) + ", was denied: " +
                       denial.permissions + " " + denial.kind;
    if (!denial.object.empty()) text += " " + denial.object;
    return text + " (" + denial.label + ")" + (denial.count > 1 ? ", " + std::to_string(denial.count) + " times" : "");
}

}  // namespace sandbox::selinux
