// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/processes.hh"

#include "core/directory.hh"
#include "core/process.hh"
#include "core/text.hh"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {
namespace {

Result<bool> is_in(int proc, pid_t process, std::uint64_t pid_namespace) {
    struct stat status {};
    auto path = std::to_string(process) + "/ns/pid";
    if (::fstatat(proc, path.c_str(), &status, 0) == 0) return status.st_ino == pid_namespace;
    if (is_out_of_sight(errno)) return false;
    return fail(Error::from_errno("stat /proc/" + path));
}

/// Nothing: it is gone, or not ours to see.
Result<std::optional<pid_t>> parent_of(int proc, pid_t process) {
    auto stat = read_process_stat(proc, process);
    if (!stat && is_out_of_sight(stat.error().code())) return std::nullopt;
    auto seen = TRY(std::move(stat));
    return seen ? std::optional(seen->parent) : std::nullopt;
}

Result<std::set<pid_t>> all_processes(int proc) {
    std::set<pid_t> all;
    for (const std::string& name : TRY(directories_in(proc, "/proc")))
        if (auto number = parse_number(name)) all.insert(static_cast<pid_t>(*number));
    return all;
}

}  // namespace

Result<std::set<pid_t>> processes_of(const ledger::Record& record) {
    if (record.init.pid <= 0) return std::set<pid_t>();
    auto proc = TRY(open_proc());
    auto all = TRY(all_processes(proc.get()));
    auto pid_namespace = record.namespaces.find("pid");
    // The record has the caller's, too, where the sandbox shares it.
    bool has_own = pid_namespace != record.namespaces.end() && !TRY(is_in(proc.get(), ::getpid(), pid_namespace->second));
    std::set<pid_t> found{record.init.pid};
    for (pid_t process : all)
        if (has_own && TRY(is_in(proc.get(), process, pid_namespace->second))) found.insert(process);
    for (bool has_grown = true; has_grown;) {
        has_grown = false;
        for (pid_t process : all) {
            if (found.contains(process)) continue;
            auto parent = TRY(parent_of(proc.get(), process));
            if (parent && found.contains(*parent)) has_grown = found.insert(process).second;
        }
    }
    return found;
}

}  // namespace sandbox
