// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/interface/guest.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/id_map.hh"
#include "core/sys.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
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

/// Nothing is there, or nothing that a path of the host's could lead to.
static bool is_absent(int code) {
    return code == ENOENT || code == ENOTDIR || code == ELOOP;
}

static Error inside(const std::string& call, const std::string& path, int code) {
    return Error::from_errno(call + " the sandbox's " + path, code);
}

static Result<UniqueFd> open_inside(int root, const std::string& path, std::uint64_t flags) {
    int file = sys::openat2(root, path.c_str() + 1, flags | O_CLOEXEC, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
    if (file < 0 && !is_absent(-file)) return fail(inside("open", path, -file));
    return UniqueFd(file);
}

Result<UniqueFd> Guest::find(const std::string& path) const {
    return open_inside(root_.get(), path, O_PATH);
}

Result<std::optional<struct stat>> Guest::status(const std::string& path) const {
    auto file = TRY(find(path));
    struct stat status {};
    if (!file) return std::nullopt;
    if (::fstat(file.get(), &status) < 0) return fail(inside("stat", path, errno));
    return status;
}

Result<std::optional<std::string>> Guest::text(const std::string& path) const {
    auto file = TRY(find(path));
    struct stat status {};
    if (!file) return std::nullopt;
    if (::fstat(file.get(), &status) < 0) return fail(inside("stat", path, errno));
    if (!S_ISREG(status.st_mode)) return std::nullopt;
    auto text = read_file("/proc/self/fd/" + std::to_string(file.get()), 65536);
    if (text) return std::optional(*std::move(text));
    int code = text.error().code();
    bool is_closed = code == 0 || code == EACCES || code == EPERM;  // larger than any that is meant, or nobody may read it
    return is_closed ? Result<std::optional<std::string>>(std::nullopt) : fail(inside("read", path, code));
}

Result<std::vector<std::string>> Guest::names(const std::string& path) const {
    auto directory = TRY(open_inside(root_.get(), path, O_PATH | O_DIRECTORY));
    return directory ? names_in(directory.get(), "the sandbox's " + path) : std::vector<std::string>{};
}

Result<std::optional<Guest::FileSystem>> Guest::file_system(const std::string& path) const {
    auto file = TRY(find(path));
    struct statfs status {};
    if (!file) return std::nullopt;
    if (::fstatfs(file.get(), &status) < 0) return fail(inside("statfs", path, errno));
    return FileSystem{static_cast<long>(status.f_type), (status.f_flags & ST_RDONLY) != 0};
}

Result<std::optional<std::string>> Guest::propagation(const std::string& path) const {
    auto mounts = TRY(read_file(proc_path(init_, "mountinfo"), 16u << 20));
    std::optional<std::string> last;
    for (std::string_view line : split(mounts, '\n')) {
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

/// No kind that the kernel does not have, or that may not be looked at, is another's.
Result<bool> Guest::has_own(const char* kind) const {
    struct stat theirs {}, ours {};
    for (auto [path, status] : {std::pair{proc_path(init_, std::string("ns/") + kind), &theirs}, {std::string("/proc/self/ns/") + kind, &ours}}) {
        if (::stat(path.c_str(), status) == 0) continue;
        if (errno == ENOENT || errno == EACCES || errno == EPERM) return false;
        return fail(Error::from_errno("stat " + path));
    }
    return theirs.st_ino != ours.st_ino || theirs.st_dev != ours.st_dev;
}

Result<std::optional<std::uint32_t>> Guest::root_id() const {
    auto map = TRY(read_user_map(std::to_string(init_)));
    auto root = std::ranges::find(map, 0u, &IdRange::inside);
    return root == map.end() ? std::nullopt : std::optional(static_cast<std::uint32_t>(root->outside));
}

}  // namespace sandbox::interface
