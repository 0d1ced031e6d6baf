// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/cells.hh"

#include "classic/accounts.hh"
#include "core/file.hh"
#include "core/path.hh"
#include "core/text.hh"

#include <algorithm>
#include <climits>

namespace sandbox::lsns {
namespace {

std::string of_pid(pid_t pid, const char* file) {
    return "/proc/" + std::to_string(pid) + "/" + file;
}

/// The words with blanks between; the bare name for who has none, as kernel threads.
std::optional<std::string> command_of(pid_t pid) {
    auto line = read_file(of_pid(pid, "cmdline"), 8u << 20);
    if (line && !line->empty()) {
        if (line->back() == '\0') line->pop_back();
        std::ranges::replace(*line, '\0', ' ');
        return *line;
    }
    auto name = read_file(of_pid(pid, "comm"));
    if (!name) return std::nullopt;
    if (name->ends_with('\n')) name->pop_back();
    return *name;
}

std::optional<std::string> unit_of(pid_t pid) {
    auto cgroup = read_file(of_pid(pid, "cgroup"));
    std::string unit = cgroup ? unit_in_cgroup(*cgroup) : "";
    return unit.empty() ? std::nullopt : std::optional(unit);
}

/// systemd-machined leaves a link from the unit to the machine's name.
std::optional<std::string> machine_of(pid_t pid) {
    auto unit = unit_of(pid);
    if (!unit) return std::nullopt;
    char name[PATH_MAX];
    ssize_t size = ::readlink(("/run/systemd/machines/unit:" + *unit).c_str(), name, sizeof name);
    if (size <= 0) return std::nullopt;
    return std::string(base_of({name, static_cast<std::size_t>(size)}));
}

}  // namespace

const std::string& Users::name(uid_t uid) {
    auto [place, is_new] = names_.try_emplace(uid);
    if (!is_new) return place->second;
    place->second = classic::user_name(uid);
    return place->second;
}

std::string unit_in_cgroup(std::string_view cgroup) {
    for (std::string_view line : split(cgroup, '\n')) {
        auto fields = split(line, ':');
        if (fields.size() < 3 || (fields[1] != "name=systemd" && !(fields[0] == "0" && fields[1].empty()))) continue;
        std::string_view path = line.substr(fields[0].size() + fields[1].size() + 2);
        for (std::string_view part : split(path, '/')) {
            // A name that the kernel would take for a file of its own has a "_" in front.
            if (part.starts_with('_')) part.remove_prefix(1);
            if (part.ends_with(".service") || part.ends_with(".scope")) return std::string(part);
        }
    }
    return {};
}

std::optional<std::string> Cells::files(const Namespace& one) const {
    std::string root = std::string(name_of(one.type)) + ":[" + std::to_string(one.number) + "]";
    std::vector<std::string> paths;
    for (const Bound& bound : snapshot_.bound)
        if (bound.root == root && std::ranges::find(paths, bound.path) == paths.end()) paths.push_back(bound.path);
    if (paths.empty()) return std::nullopt;
    return join(paths, {&separator_, 1});
}

std::optional<std::string> Cells::of_process(Column column, const Namespace& one, const Process& process) {
    switch (column) {
    case Column::path: return of_pid(process.pid, "ns/") + name_of(one.type);
    case Column::pid: return std::to_string(process.pid);
    case Column::ppid: return std::to_string(process.parent);
    case Column::command: return command_of(process.pid);
    case Column::unit: return unit_of(process.pid);
    case Column::machine: return machine_of(process.pid);
    default: return std::nullopt;
    }
}

std::optional<std::string> Cells::text(Column column, const Namespace& one, const Process* process) {
    uid_t uid = process != nullptr ? process->uid : one.uid;
    switch (column) {
    case Column::ns: return std::to_string(one.number);
    case Column::type: return name_of(one.type);
    case Column::nprocs: return std::to_string(one.processes);
    case Column::uid: return std::to_string(uid);
    case Column::user: return users_.name(uid);
    case Column::nsfs: return files(one);
    case Column::pns: return std::to_string(one.parent);
    case Column::ons: return std::to_string(one.owner);
    case Column::netnsid: {
        if (one.type != Type::net) return std::nullopt;
        auto [place, is_new] = known_netns_ids_.try_emplace(one.number);
        if (is_new) place->second = netns_ids_.find(process != nullptr ? of_pid(process->pid, "ns/net") : one.held_by);
        return place->second;
    }
    default: return process != nullptr ? of_process(column, one, *process) : std::nullopt;
    }
}

}  // namespace sandbox::lsns
