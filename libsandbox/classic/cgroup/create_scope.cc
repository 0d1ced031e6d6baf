// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/create_scope.hh"

#include "classic/cgroup/idle.hh"
#include "core/file.hh"
#include "domains/cgroups/control.hh"
#include "domains/cgroups/scope.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::cgroup {
namespace {

struct Place {
    std::string slice;
    std::string scope;
};

/// Whether the two are names of units is systemd's to say, in words that libcgroup's users know.
std::optional<Place> parse_place(const std::string& path) {
    auto slash = path.find('/');
    bool has_none = slash == path.npos;
    if (has_none || path.find('/', slash + 1) != path.npos) {
        log_error("cgroup name " + std::string(has_none ? "does not contain a slash: " : "contains more than one slash: ") + path);
        return std::nullopt;
    }
    return Place{path.substr(0, slash), path.substr(slash + 1)};
}

constexpr char kDefault[] = "/run/libcgroup/systemd";

/// What cgget and the others read.
Result<void> write_default(const Place& place) {
    ::mkdir("/run/libcgroup", 0755);
    UniqueFd file(::open(kDefault, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!file) return fail(Error::from_errno(std::string("write ") + kDefault));
    return write_all(file.get(), place.slice + "/" + place.scope, kDefault);
}

/// systemd's words go where libcgroup logs them.
std::unexpected<Trouble> refused(const std::string& path, const Error& error) {
    auto text = error.message();
    if (text.find("was already loaded") != text.npos) text = path + " already exists: " + text;
    log_error(text);
    return trouble(Code::failed, text);
}

/// "cpu.scope" would have the name of a file of the controller.
Outcome<> check_name(const Place& place) {
    auto name = place.scope.substr(0, place.scope.find('.'));
    auto hierarchies = cgroups::find_hierarchies();
    if (!hierarchies) return trouble(hierarchies.error());
    for (const auto& hierarchy : *hierarchies) {
        auto controllers = hierarchy.controllers;
        if (hierarchy.version == cgroups::Version::v2)
            if (auto available = cgroups::available_controllers({.version = hierarchy.version, .mount = hierarchy.mount}))
                controllers = *available;
        if (std::ranges::find(controllers, name) == controllers.end()) continue;
        auto text = "Invalid scope name, using controller name " + name;
        log_error(text);
        return trouble(Code::invalid, text);
    }
    return {};
}

}  // namespace

Outcome<> forget_default() {
    if (::unlink(kDefault) == 0 || errno == ENOENT) return {};
    auto error = Error::from_errno(std::string("remove ") + kDefault);
    log_error(std::string("Failed to remove ") + kDefault);
    return trouble(Code::parse_failed, error.message());
}

Outcome<> create_scope(const std::string& path, std::optional<pid_t> process, Default as_default) {
    auto place = parse_place(path);
    if (!place) return trouble(Code::invalid, "a scope is named SLICE/SCOPE, as in sandbox.slice/x.scope");
    TRY(check_name(*place));
    auto socket = cgroups::manager_socket();
    if (socket.empty()) return trouble(Code::not_supported, "scopes are made by systemd, and it does not run here");
    auto idle = process ? Result<IdleProcess>() : IdleProcess::start();
    if (!idle) return trouble(idle.error());
    auto inside = process.value_or(idle->pid());
    auto made = cgroups::start_scope(socket, {place->scope, place->slice, "cgcreate " + path}, inside);
    if (!made) return refused(path, made.error());
    idle->keep();
    if (as_default == Default::keep) return {};
    if (auto written = write_default(*place); !written) return trouble(written.error());
    return {};
}

}  // namespace sandbox::cgroup
