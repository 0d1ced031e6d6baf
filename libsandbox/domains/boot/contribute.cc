// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/boot/contribute.hh"

#include <algorithm>
#include <sched.h>
#include <sys/stat.h>

namespace sandbox::boot {
namespace {

using Kind = Place::Kind;

/// What $container and /run/host/container-manager call us.
constexpr std::string_view kManager = "sandbox";
constexpr MountFlags kHostFlags{.noexec = true};
constexpr MountFlags kReadOnly{.read_only = true, .noexec = true};

/// "container_host_version_id" for "VERSION_ID".
std::string host_variable(std::string_view field) {
    std::string name = "container_host_";
    for (char c : field) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return name;
}

Place small_tmpfs(const char* target, const Reason& reason, unsigned mode = 0755) {
    return {.kind = Kind::tmpfs, .target = target, .flags = kHostFlags, .size = Bytes{65536}, .inodes = 64, .mode = mode, .reason = reason};
}

Result<void> add_environment(const Facts& facts, const std::string& uuid, const Reason& reason, Contributions& out) {
    auto add = [&](std::string name, std::string value) { out.environment.push_back({std::move(name), std::move(value), reason}); };
    add("container", std::string(kManager));
    add("container_uuid", uuid);
    add("NOTIFY_SOCKET", "/run/host/notify");
    for (const std::string& field : TRY(facts.os_release.get("boot.os_release"))) {
        auto equals = field.find('=');
        add(host_variable(field.substr(0, equals)), field.substr(equals + 1));
    }
    out.passed = static_cast<int>(TRY(facts.passed.get("boot.passed")));
    auto names = TRY(facts.passed_names.get("boot.passed_names"));
    if (out.passed == 0) return {};
    add("LISTEN_FDS", std::to_string(out.passed));
    add("LISTEN_PID", "1");
    if (!names.empty()) add("LISTEN_FDNAMES", names);
    return {};
}

/// Six of each type, which nobody may touch: what an init puts over paths that a service must not see. Nobody but the host's root makes
/// a block device, so that is one that systemd made there.
void add_inaccessible(const Reason& reason, std::vector<Place>& out) {
    auto target = [](const char* name) { return std::string("/run/host/inaccessible/") + name; };
    out.push_back({.kind = Kind::directory, .target = "/run/host/inaccessible", .reason = reason});
    out.push_back({.kind = Kind::directory, .target = target("dir"), .mode = 0, .reason = reason});
    for (auto [name, type] : {std::pair{"reg", S_IFREG}, {"fifo", S_IFIFO}, {"sock", S_IFSOCK}, {"chr", S_IFCHR}})
        out.push_back({.kind = Kind::node, .target = target(name), .mode = static_cast<unsigned>(type), .reason = reason});
    out.push_back({.kind = Kind::bind, .target = target("blk"), .source = "/run/systemd/inaccessible/blk", .flags = kReadOnly, .recursive = false,
                   .optional = true, .reason = reason});
}

void add_run_host(const std::string& uuid, const std::string& os_release, const Reason& reason, std::vector<Place>& out) {
    auto file = [&](const char* path, std::string content) {
        out.push_back({.kind = Kind::file, .target = path, .source = std::move(content), .mode = 0444, .reason = reason});
    };
    out.push_back(small_tmpfs("/run/host", reason));
    file("/run/host/container-manager", std::string(kManager) + "\n");
    file("/run/host/container-uuid", uuid + "\n");
    out.push_back({.kind = Kind::bind, .target = "/run/host/os-release", .source = os_release, .flags = kReadOnly, .recursive = false,
                   .optional = true, .reason = reason});
    out.push_back({.kind = Kind::socket, .target = "/run/host/notify", .reason = reason});
    add_inaccessible(reason, out);
    out.push_back({.kind = Kind::seal, .target = "/run/host", .reason = reason});
}

/// An init finds an empty directory where nothing is passed.
void add_credentials(const Spec& spec, const Reason& boot, Contributions& out) {
    if (!*spec.boot && spec.credentials.empty()) return;
    std::string directory = *spec.boot ? "/run/host/credentials" : "/run/credentials";
    Reason reason = spec.credentials.empty() ? boot : Reason{"Exec.LoadCredential", spec.credentials.items[0].origin};
    out.places.push_back({.kind = Kind::directory, .target = directory, .reason = reason});
    for (const auto& credential : spec.credentials)
        out.places.push_back({.kind = Kind::bind, .target = directory + "/" + credential->name, .source = credential->path, .flags = kReadOnly,
                              .recursive = false, .is_file = true, .idmap = Place::Idmap::when_needed, .reason = {"Exec.LoadCredential", credential.origin}});
    out.environment.push_back({"CREDENTIALS_DIRECTORY", directory, reason});
}

}  // namespace

Result<std::string> uuid_of(const Spec& spec, const Facts& facts) {
    if (!*spec.boot) return std::string();
    if (spec.machine_id.is_given()) return *spec.machine_id;
    return TRY(facts.uuid.get("boot.uuid"));
}

Result<void> contribute(const Spec& spec, const Facts& facts, const std::string& root, Contributions& out) {
    Reason reason{"Exec.Boot", spec.boot.origin};
    add_credentials(spec, reason, out);
    if (!*spec.boot && spec.machine_id.is_given())
        return fail(Error::usage("it is told to an init: Exec.Boot says that the command is one").at(spec.machine_id.origin, "Exec.MachineID"));
    if (!*spec.boot) return {};
    if (root.empty())
        return fail(Error::usage("an init needs a system of its own: Files.RootDirectory names it").at(reason.origin, reason.setting));
    out.namespaces.push_back({CLONE_NEWPID, true, false, reason});
    out.has_administrator = true;
    auto uuid = TRY(uuid_of(spec, facts));
    TRY(add_environment(facts, uuid, reason, out));
    add_run_host(uuid, TRY(facts.os_release_file.get("boot.os_release_file")), reason, out.places);
    out.places.push_back({.kind = Kind::console, .target = "/dev/console", .flags = {.nodev = false, .noexec = true}, .reason = reason});
    return {};
}

}  // namespace sandbox::boot
