// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/boot/facts.hh"

#include "core/file.hh"
#include "core/machine_id.hh"
#include "core/text.hh"
#include "core/way.hh"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace sandbox::boot {

void need(const Spec& spec, Facts& facts) {
    if (!*spec.boot) return;
    facts.os_release.ask();
    facts.os_release_file.ask();
    facts.passed.ask();
    facts.passed_names.ask();
    if (!spec.machine_id.is_given()) facts.uuid.ask();
}

std::vector<std::string> parse_os_release(std::string_view text) {
    constexpr std::string_view kWanted[] = {"ID", "VERSION_ID", "BUILD_ID", "VARIANT_ID"};
    auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    std::vector<std::string> fields;
    for (std::string_view line : split(text, '\n')) {
        auto name = line.substr(0, line.find('='));
        if (name.size() == line.size() || std::ranges::find(kWanted, name) == std::end(kWanted)) continue;
        auto value = line.substr(name.size() + 1);
        bool is_quoted = value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0];
        if (is_quoted) value = value.substr(1, value.size() - 2);
        if (!value.empty() && std::ranges::all_of(value, is_plain)) fields.push_back(std::string(name) + "=" + std::string(value));
    }
    return fields;
}

/// What is in our environment may be meant for whoever started us: $LISTEN_PID says.
static std::int64_t count_passed() {
    auto number = [](const char* name) {
        const char* text = ::getenv(name);
        return parse_number(text != nullptr ? text : "").value_or(0);
    };
    bool is_ours = number("LISTEN_PID") == static_cast<std::uint64_t>(::getpid());
    constexpr std::uint64_t kMost = 1000;
    return is_ours ? static_cast<std::int64_t>(std::min(number("LISTEN_FDS"), kMost)) : 0;
}

/// As RFC 9562 writes it.
static std::string as_uuid(std::string id) {
    for (std::size_t at : {20u, 16u, 12u, 8u}) id.insert(at, "-");
    return id;
}

static constexpr const char* kEtcRelease = "/etc/os-release";
static constexpr const char* kVendorsRelease = "/usr/lib/os-release";

/// Whether the file is a name of the vendor's.
static bool is_vendors(const char* path) {
    auto own = identify(path);
    return own && own == identify(kVendorsRelease);
}

Result<void> probe(const std::string& root_directory, Facts& facts) {
    if (!facts.os_release.is_asked()) return {};
    facts.passed.set(count_passed());
    const char* names = ::getenv("LISTEN_FDNAMES");
    facts.passed_names.set(names != nullptr ? names : "");
    auto release = read_file(kEtcRelease);
    facts.os_release_file.set(is_vendors(kEtcRelease) ? kVendorsRelease : kEtcRelease);
    facts.os_release.set(release ? parse_os_release(*release) : std::vector<std::string>{});
    if (!facts.uuid.is_asked()) return {};
    // A system that has an id is known by that.
    auto own = root_directory.empty() ? std::string() : machine_id_of(root_directory);
    if (!own.empty()) return facts.uuid.set(as_uuid(std::move(own))), Result<void>();
    auto uuid = TRY(read_file("/proc/sys/kernel/random/uuid", 64));
    facts.uuid.set(uuid.substr(0, uuid.find('\n')));
    return {};
}

}  // namespace sandbox::boot
