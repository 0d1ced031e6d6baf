// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/file.hh"
#include "core/text.hh"
#include "domains/boot/facts.hh"
#include "runtime/interface/point.hh"

#include <algorithm>
#include <cerrno>

namespace sandbox::interface {
namespace {

std::string unset(std::string_view name) {
    return "PID 1 has no $" + std::string(name);
}

Result<Finding> container(const Guest& guest) {
    auto value = guest.variable("container");
    if (!value || value->empty()) return missing(unset("container"));
    auto is_lower = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    return std::ranges::all_of(*value, is_lower) ? ok(*value) : differs(quote(*value) + " is no short word in lower case");
}

Result<Finding> container_uuid(const Guest& guest) {
    auto value = guest.variable("container_uuid");
    if (!value || value->empty()) return missing(unset("container_uuid"));
    return boot::parse_machine_id(*value) ? ok(*value) : differs(quote(*value) + " is no UUID");
}

/// What the host's os-release has of the fields that are to be passed on.
Result<Finding> container_host(const Guest& guest) {
    auto release = TRY(host_os_release());
    std::string found;
    for (const std::string& field : boot::parse_os_release(release.value_or(""))) {
        auto equals = field.find('=');
        std::string name = "container_host_";
        for (char c : field.substr(0, equals)) name += c == '_' ? c : static_cast<char>(c - 'A' + 'a');
        auto value = guest.variable(name);
        if (!value) return missing(unset(name));
        if (*value != field.substr(equals + 1)) return differs("$" + name + " is " + quote(*value) + ", and the host's is " + field.substr(equals + 1));
        found += (found.empty() ? "" : ", ") + name + "=" + *value;
    }
    return ok(found.empty() ? "the host's os-release has none of the fields" : found);
}

Result<Finding> notify_socket(const Guest& guest) {
    auto path = guest.variable("NOTIFY_SOCKET");
    if (!path) return missing(unset("NOTIFY_SOCKET"));
    if (!path->starts_with('/')) return differs(quote(*path) + " is no path");
    auto status = TRY(guest.status(*path));
    return status && S_ISSOCK(status->st_mode) ? ok(*path) : differs(*path + " is no socket inside");
}

Result<Finding> credentials_directory(const Guest& guest) {
    auto path = guest.variable("CREDENTIALS_DIRECTORY");
    if (!path) return missing(unset("CREDENTIALS_DIRECTORY"));
    auto status = path->starts_with('/') ? TRY(guest.status(*path)) : std::nullopt;
    if (!status || !S_ISDIR(status->st_mode)) return differs(quote(*path) + " is no directory inside");
    auto where = TRY(guest.file_system(*path));
    return where && where->is_read_only ? ok(*path) : differs(*path + " can be written to");
}

Result<Finding> sockets(const Guest& guest) {
    auto count = guest.variable("LISTEN_FDS");
    if (!count) return ok("no service manager passed any");
    auto process = guest.variable("LISTEN_PID");
    return process == "1" ? ok(*count) : differs("$LISTEN_PID is " + quote(process.value_or("")) + ", and the init is process 1");
}

constexpr Point kPoints[] = {
    {"$container", container},
    {"$container_uuid", container_uuid},
    {"$container_host_*", container_host},
    {"$NOTIFY_SOCKET", notify_socket},
    {"$CREDENTIALS_DIRECTORY", credentials_directory},
    {"$LISTEN_FDS", sockets},
};

}  // namespace

Result<std::optional<std::string>> host_os_release() {
    auto text = read_file("/etc/os-release");
    if (text) return std::optional(*std::move(text));
    if (text.error().code() == ENOENT) return std::nullopt;
    return fail(std::move(text).error());
}

std::span<const Point> environment_points() {
    return kPoints;
}

}  // namespace sandbox::interface
