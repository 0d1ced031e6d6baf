// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/collect.hh"

#include "classic/lsns/related.hh"
#include "core/fd.hh"
#include "core/file.hh"
#include "core/process.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <memory>
#include <unordered_map>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace sandbox::lsns {
namespace {

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

/// "readlink /proc/1/ns/net: ...", of errno.
std::unexpected<Error> not_read(const char* call, pid_t pid, std::string_view file) {
    int code = errno;
    return fail(Error::from_errno(std::string(call) + " /proc/" + std::to_string(pid) + std::string(file), code));
}

/// The number in the link "net:[4026531840]"; 0 if it may not be read. Cheaper than stat(2), which opens the namespace.
Result<ino_t> namespace_number(pid_t pid, int ns_directory, const char* name) {
    char link[64];
    ssize_t size = ::readlinkat(ns_directory, name, link, sizeof link);
    if (size < 0 && !is_out_of_sight(errno)) return not_read("readlink", pid, std::string("/ns/") + name);
    if (size <= 0) return 0;
    std::string_view text(link, static_cast<std::size_t>(size));
    auto bracket = text.find('[');
    if (bracket == std::string_view::npos) return 0;
    ino_t number = 0;
    std::from_chars(text.data() + bracket + 1, text.data() + text.size(), number);
    return number;
}

/// 0: it has gone, or may not be looked at.
Result<pid_t> parent_of(pid_t pid) {
    std::string path = "/proc/" + std::to_string(pid) + "/stat";
    char buffer[1024];
    UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    ssize_t size = file ? ::read(file.get(), buffer, sizeof buffer) : -1;
    if (size < 0 && !is_out_of_sight(errno)) return not_read(file ? "read" : "open", pid, "/stat");
    auto stat = parse_process_stat({buffer, size < 0 ? 0 : static_cast<std::size_t>(size)});
    return stat ? stat->parent : 0;
}

Result<void> read_namespaces(Process& process, int proc, const char* name, const TypeSet& types) {
    UniqueFd directory(::openat(proc, (std::string(name) + "/ns").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!directory && is_out_of_sight(errno)) return {};
    if (!directory) return not_read("open", process.pid, "/ns");
    for (std::size_t type = 0; type < kTypes; ++type)
        if (types[type]) process.namespaces[type] = TRY(namespace_number(process.pid, directory.get(), kTypeNames[type]));
    return {};
}

/// None: it has ended.
Result<std::optional<Process>> read_process(int proc, const char* name, const Wanted& wanted) {
    auto pid = static_cast<pid_t>(parse_number(name).value_or(0));
    struct stat status {};
    if (::fstatat(proc, name, &status, 0) < 0) {
        if (!is_out_of_sight(errno)) return not_read("stat", pid, "");
        return std::nullopt;
    }
    Process process{.pid = pid, .uid = status.st_uid};
    TRY(read_namespaces(process, proc, name, wanted.types));
    if (wanted.parents) process.parent = TRY(parent_of(pid));
    return process;
}

/// There is always one: ours.
Result<std::vector<Process>> read_processes(const Wanted& wanted) {
    Directory proc(::opendir("/proc"), ::closedir);
    if (!proc) return fail(Error::from_errno("open /proc"));
    std::vector<Process> processes;
    processes.reserve(256);
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(proc.get());
        if (entry == nullptr) break;
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
        if (auto process = TRY(read_process(::dirfd(proc.get()), entry->d_name, wanted))) processes.push_back(*process);
    }
    if (errno != 0) return fail(Error::from_errno("read /proc"));
    if (processes.empty()) return fail(Error::impossible("/proc has no processes: proc is not mounted there"));
    std::ranges::sort(processes, {}, &Process::pid);
    return processes;
}

/// One namespace for every number that a process has.
std::vector<Namespace> count(const std::vector<Process>& processes) {
    std::vector<Namespace> namespaces;
    std::unordered_map<ino_t, std::size_t> places;
    for (const Process& process : processes) {
        for (std::size_t type = 0; type < kTypes; ++type) {
            ino_t number = process.namespaces[type];
            if (number == 0) continue;
            auto [place, is_new] = places.try_emplace(number, namespaces.size());
            if (is_new) namespaces.push_back({.type = static_cast<Type>(type), .number = number, .first = &process});
            ++namespaces[place->second].processes;
        }
    }
    return namespaces;
}

void sort(Snapshot& snapshot) {
    std::ranges::sort(snapshot.namespaces, {}, &Namespace::number);
}

}  // namespace

const Namespace* Snapshot::find(ino_t number) const {
    auto found = std::ranges::lower_bound(namespaces, number, {}, &Namespace::number);
    return found != namespaces.end() && found->number == number ? &*found : nullptr;
}

const Process* Snapshot::process(pid_t pid) const {
    auto found = std::ranges::lower_bound(processes, pid, {}, &Process::pid);
    return found != processes.end() && found->pid == pid ? &*found : nullptr;
}

std::vector<Bound> bound_namespaces(std::string_view mountinfo) {
    std::vector<Bound> bound;
    for (std::string_view line : split(mountinfo, '\n')) {
        if (line.find(" - nsfs ") == std::string_view::npos) continue;
        auto words = split(line, ' ');
        bound.push_back({.root = std::string(words[3]), .path = unescape_octal(words[4])});
    }
    return bound;
}

Result<Snapshot> collect(const Wanted& wanted) {
    Snapshot snapshot;
    snapshot.processes = TRY(read_processes(wanted));
    snapshot.namespaces = count(snapshot.processes);
    sort(snapshot);
    if (!wanted.parents)
        for (const Namespace& one : snapshot.namespaces)
            if (auto& first = const_cast<Process&>(*one.first); first.parent == 0) first.parent = TRY(parent_of(first.pid));
    if (wanted.bound) {
        auto mountinfo = read_file("/proc/self/mountinfo", 64u << 20);
        if (!mountinfo && !is_out_of_sight(mountinfo.error().code())) return fail(std::move(mountinfo).error());
        if (mountinfo) snapshot.bound = bound_namespaces(*mountinfo);
    }
    if (wanted.held) {
        TRY(add_bound(snapshot, wanted));
        TRY(add_opened(snapshot, wanted));
    }
    if (wanted.relations) TRY(relate(snapshot));
    if (wanted.interpolate) TRY(interpolate(snapshot, wanted));
    sort(snapshot);
    return snapshot;
}

}  // namespace sandbox::lsns
