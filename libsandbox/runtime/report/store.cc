// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/store.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/json.hh"
#include "core/lock.hh"
#include "core/own_places.hh"
#include "core/path.hh"
#include "core/replace.hh"
#include "unit/sandbox_name.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sandbox {
namespace {

/// More than the most that Report.Keep allows ever takes.
constexpr std::size_t kMostBytes = 64u << 20;

constexpr std::chrono::seconds kLockPatience{5};

Result<UniqueFd> open_directory(const std::string& reports) {
    return open_own_directory(std::string(parent_of(reports)));
}

Result<std::string> read_reports(int directory, const std::string& path) {
    return read_all(TRY(open_regular_at(directory, std::string(base_of(path)), path)).get(), path, kMostBytes);
}

/// The last of the lines.
std::string_view newest(std::string_view text, std::size_t lines) {
    for (auto have = static_cast<std::size_t>(std::ranges::count(text, '\n')); have > lines; --have)
        text.remove_prefix(text.find('\n') + 1);
    return text;
}

}  // namespace

std::string KeptReport::json() const {
    auto whole = report.json();
    whole.pop_back();
    return JsonObject().text("name", name).text("unit", unit).number("ended", ended).member("report", whole).end() + "\n";
}

Result<std::string> reports_directory() {
    return reports_below(TRY(state_directory()));
}

/// Those of this name: NAME/reports there. Errors: no name of a sandbox, and those of reports_directory().
static Result<std::string> reports_path(const std::string& name) {
    if (!is_sandbox_name(name)) return fail(Error::usage(quote(name) + " is no name of a sandbox"));
    return TRY(reports_directory()) + "/" + name + "/reports";
}

Result<void> keep_report(const KeptReport& report, std::size_t most) {
    auto path = TRY(reports_path(report.name));
    make_parents(path);
    auto directory = TRY(open_directory(path));
    TRY(lock_within(directory.get(), kLockPatience, std::string(parent_of(path))));
    auto before = read_reports(directory.get(), path);
    if (!before && before.error().code() != ENOENT) return fail(std::move(before).error());
    std::string text(newest(before.value_or(""), most - 1));
    return replace_file(directory.get(), "reports", text + report.json(), 0600, path);
}

Result<std::vector<KeptReport>> kept_reports(const std::string& name) {
    auto path = TRY(reports_path(name));
    auto text = TRY(read_reports(TRY(open_directory(path)).get(), path));
    std::vector<KeptReport> reports;
    for (std::string_view line : split(text, '\n'))
        if (!line.empty()) {
            auto kept = parse_kept_report(line);
            if (!kept) return fail(Error::impossible(path + ": " + kept.error().message()));
            reports.push_back(*std::move(kept));
        }
    return reports;
}

}  // namespace sandbox
