// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/interface/guest.hh"

#include "core/file.hh"
#include "core/id_map.hh"
#include "core/sys.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>

namespace sandbox::interface {

static std::string proc_path(pid_t pid, const std::string& file) {
    return "/proc/" + std::to_string(pid) + "/" + file;
}

Result<Guest> Guest::open(pid_t init) {
    Guest guest;
    guest.init_ = init;
    guest.root_ = TRY(open_file(proc_path(init, "root"), O_PATH | O_DIRECTORY));
    // PID 1 of ours shows its to nobody but root, and has nothing in it.
    auto environment = read_file(proc_path(init, "environ"));
    if (!environment && environment.error().code() != EACCES) return fail(std::move(environment).error());
    if (environment) guest.environment_ = *std::move(environment);
    guest.status_ = TRY(read_file(proc_path(init, "status")));
    return guest;
}

std::optional<std::string> Guest::variable(const std::string& name) const {
    for (std::string_view entry : split(environment_, '\0'))
        if (entry.starts_with(name + "=")) return std::string(entry.substr(name.size() + 1));
    return std::nullopt;
}

UniqueFd Guest::find(const std::string& path) const {
    return UniqueFd(sys::openat2(root_.get(), path.c_str() + 1, O_PATH | O_CLOEXEC, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS));
}

std::optional<struct stat> Guest::status(const std::string& path) const {
    auto file = find(path);
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) < 0) return std::nullopt;
    return status;
}

std::optional<std::string> Guest::text(const std::string& path) const {
    auto file = find(path);
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) < 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    auto text = read_file("/proc/self/fd/" + std::to_string(file.get()), 65536);
    return text ? std::optional(*std::move(text)) : std::nullopt;
}

std::vector<std::string> Guest::names(const std::string& path) const {
    std::vector<std::string> names;
    UniqueFd directory(sys::openat2(root_.get(), path.c_str() + 1, O_RDONLY | O_DIRECTORY | O_CLOEXEC, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS));
    DIR* stream = directory.get() >= 0 ? ::fdopendir(directory.get()) : nullptr;
    if (stream == nullptr) return names;
    (void)directory.release();
    while (const dirent* entry = ::readdir(stream)) names.emplace_back(entry->d_name);
    ::closedir(stream);
    return names;
}

std::optional<Guest::FileSystem> Guest::file_system(const std::string& path) const {
    auto file = find(path);
    struct statfs status {};
    if (file.get() < 0 || ::fstatfs(file.get(), &status) < 0) return std::nullopt;
    return FileSystem{static_cast<long>(status.f_type), (status.f_flags & ST_RDONLY) != 0};
}

std::optional<std::string> Guest::propagation(const std::string& path) const {
    auto mounts = read_file(proc_path(init_, "mountinfo"), 16u << 20);
    if (!mounts) return std::nullopt;
    std::optional<std::string> last;
    for (std::string_view line : split(*mounts, '\n')) {
        auto fields = split(line, ' ');
        if (fields.size() < 7 || fields[4] != path) continue;
        std::string optional;
        for (std::size_t at = 6; at < fields.size() && fields[at] != "-"; ++at) optional += std::string(fields[at]) + " ";
        last = optional;
    }
    return last;
}

std::string Guest::process_field(std::string_view name) const {
    for (std::string_view line : split(status_, '\n'))
        if (line.starts_with(name) && line.substr(name.size()).starts_with(":\t")) return std::string(line.substr(name.size() + 2));
    return {};
}

bool Guest::has_own(const char* kind) const {
    struct stat theirs {}, ours {};
    bool is_seen = ::stat(proc_path(init_, std::string("ns/") + kind).c_str(), &theirs) == 0 &&
                   ::stat((std::string("/proc/self/ns/") + kind).c_str(), &ours) == 0;
    return is_seen && (theirs.st_ino != ours.st_ino || theirs.st_dev != ours.st_dev);
}

std::optional<std::uint32_t> Guest::root_id() const {
    auto map = read_user_map(std::to_string(init_));
    if (!map) return std::nullopt;
    auto root = std::ranges::find(*map, 0u, &IdRange::inside);
    return root == map->end() ? std::nullopt : std::optional(static_cast<std::uint32_t>(root->outside));
}

}  // namespace sandbox::interface
