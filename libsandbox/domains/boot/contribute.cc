// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/boot/contribute.hh"

#include <algorithm>
#include <sched.h>

namespace sandbox::boot {
namespace {

using Kind = Place::Kind;

/// What $container and /run/host/container-manager call us.
constexpr std::string_view kManager = "sandbox";

/// "container_host_version_id" for "VERSION_ID".
std::string host_variable(std::string_view field) {
    std::string name = "container_host_";
    for (char c : field) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return name;
}

}  // namespace

Result<void> contribute(const Spec& spec, const Facts& facts, const std::string& root, Contributions& out) {
    if (!*spec.boot && spec.machine_id.is_given())
        return fail(Error::usage("it is told to an init: Exec.Boot says that the command is one").at(spec.machine_id.origin, "Exec.MachineID"));
    if (!*spec.boot) return {};
    Reason reason{"Exec.Boot", spec.boot.origin};
    if (root.empty())
        return fail(Error::usage("an init needs a system of its own: Files.RootDirectory names it").at(reason.origin, reason.setting));
    out.namespaces.push_back({CLONE_NEWPID, true, false, reason});
    auto uuid = spec.machine_id.is_given() ? *spec.machine_id : TRY(facts.uuid.get("boot.uuid"));
    out.environment.push_back({"container", std::string(kManager), reason});
    out.environment.push_back({"container_uuid", uuid, reason});
    for (const std::string& field : TRY(facts.os_release.get("boot.os_release"))) {
        auto equals = field.find('=');
        out.environment.push_back({host_variable(field.substr(0, equals)), field.substr(equals + 1), reason});
    }
    auto file = [&](const char* path, std::string content) {
        out.places.push_back({.kind = Kind::file, .target = path, .source = std::move(content), .mode = 0444, .reason = reason});
    };
    file("/run/host/container-manager", std::string(kManager) + "\n");
    file("/run/host/container-uuid", uuid + "\n");
    out.places.push_back({.kind = Kind::bind, .target = "/run/host/os-release", .source = "/etc/os-release",
                          .flags = {.read_only = true, .noexec = true}, .recursive = false, .optional = true, .reason = reason});
    out.places.push_back({.kind = Kind::console, .target = "/dev/console", .flags = {.nodev = false, .noexec = true}, .reason = reason});
    return {};
}

}  // namespace sandbox::boot
