// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/collect.hh"

#include "classic/lsns/related.hh"
#include "core/fd.hh"
#include "core/file.hh"
#include "core/text.hh"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>
#include <span>
#include <unordered_map>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace sandbox::lsns {
namespace {

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

/// The number in the link "net:[4026531840]"; 0 if it may not be read. Cheaper than stat(2), which opens the namespace.
ino_t namespace_number(int ns_directory, const char* name) {
    char link[64];
    ssize_t size = ::readlinkat(ns_directory, name, link, sizeof link);
    if (size <= 0) return 0;
    std::string_view text(link, static_cast<std::size_t>(size));
    auto bracket = text.find('[');
    if (bracket == std::string_view::npos) return 0;
    ino_t number = 0;
    std::from_chars(text.data() + bracket + 1, text.data() + text.size(), number);
    return number;
}

/// A small file of a process; empty if it has gone or may not be read.
std::string_view read_small(const std::string& path, std::span<char> buffer) {
    UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    ssize_t size = file ? ::read(file.get(), buffer.data(), buffer.size()) : -1;
    return size > 0 ? std::string_view(buffer.data(), static_cast<std::size_t>(size)) : std::string_view();
}

pid_t parent_of(pid_t pid) {
    char buffer[512];
    return parent_in_stat(read_small("/proc/" + std::to_string(pid) + "/stat", buffer));
}

std::optional<Process> read_process(int proc, const char* name, const Wanted& wanted) {
    char path[32];
    struct stat status {};
    if (std::snprintf(path, sizeof path, "%s/ns", name) <= 0 || ::fstatat(proc, name, &status, 0) < 0) return std::nullopt;
    Process process{.pid = static_cast<pid_t>(parse_number(name).value_or(0)), .uid = status.st_uid};
    UniqueFd directory(::openat(proc, path, O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (directory)
        for (std::size_t type = 0; type < kTypes; ++type)
            if (wanted.types[type]) process.namespaces[type] = namespace_number(directory.get(), kTypeNames[type]);
    if (wanted.parents) process.parent = parent_of(process.pid);
    return process;
}

Result<std::vector<Process>> read_processes(const Wanted& wanted) {
    Directory proc(::opendir("/proc"), ::closedir);
    if (!proc) return fail(Error::from_errno("open /proc"));
    std::vector<Process> processes;
    processes.reserve(256);
    while (const dirent* entry = ::readdir(proc.get())) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
        if (auto process = read_process(::dirfd(proc.get()), entry->d_name, wanted)) processes.push_back(*process);
    }
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

pid_t parent_in_stat(std::string_view stat) {
    auto name_end = stat.rfind(')');
    if (name_end == std::string_view::npos || stat.size() < name_end + 4) return 0;
    pid_t parent = 0;
    std::from_chars(stat.data() + name_end + 4, stat.data() + stat.size(), parent);
    return parent;
}

/// Undoes the \040 and the like of mountinfo.
static std::string unescape(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        int code = 0;
        if (text[at] == '\\' && std::from_chars(text.data() + at + 1, text.data() + std::min(at + 4, text.size()), code, 8).ec == std::errc{}) {
            plain += static_cast<char>(code);
            at += 3;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

std::vector<Bound> bound_namespaces(std::string_view mountinfo) {
    std::vector<Bound> bound;
    for (std::string_view line : split(mountinfo, '\n')) {
        if (line.find(" - nsfs ") == std::string_view::npos) continue;
        auto words = split(line, ' ');
        bound.push_back({.root = std::string(words[3]), .path = unescape(words[4])});
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
            if (auto& first = const_cast<Process&>(*one.first); first.parent == 0) first.parent = parent_of(first.pid);
    if (wanted.bound)
        if (auto mountinfo = read_file("/proc/self/mountinfo", 64u << 20)) snapshot.bound = bound_namespaces(*mountinfo);
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
