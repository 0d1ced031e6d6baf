// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/processors.hh"

#include "core/file.hh"
#include "core/text.hh"
#include "domains/limits/prepare.hh"

#include <array>
#include <cerrno>
#include <filesystem>
#include <set>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sandbox {
namespace {

/// The names in a directory of /proc that are numbers; nothing of one that went away.
std::vector<pid_t> numbers_in(const std::string& directory) {
    std::vector<pid_t> numbers;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(directory, none))
        if (auto number = parse_number(entry.path().filename().native())) numbers.push_back(static_cast<pid_t>(*number));
    return numbers;
}

/// The second field behind the name in /proc/PID/stat; 0: it went away.
pid_t parent_of(pid_t process) {
    auto stat = read_file("/proc/" + std::to_string(process) + "/stat");
    auto end = stat ? stat->rfind(')') : std::string::npos;
    if (end == std::string::npos) return 0;
    auto fields = split(std::string_view(*stat).substr(end), ' ');
    return fields.size() > 2 ? static_cast<pid_t>(parse_number(fields[2]).value_or(0)) : 0;
}

bool is_in(pid_t process, std::uint64_t pid_namespace) {
    struct stat status {};
    return ::stat(("/proc/" + std::to_string(process) + "/ns/pid").c_str(), &status) == 0 && status.st_ino == pid_namespace;
}

/// PID 1 and what descends from it, those in pid namespaces inside too; and who joined.
std::set<pid_t> processes_of(const ledger::Record& record) {
    auto all = numbers_in("/proc");
    auto pid_namespace = record.namespaces.find("pid");
    bool has_own = pid_namespace != record.namespaces.end() && !is_in(::getpid(), pid_namespace->second);
    std::set<pid_t> found{record.init.pid};
    for (pid_t process : all)
        if (has_own && is_in(process, pid_namespace->second)) found.insert(process);
    for (bool has_grown = true; has_grown;) {
        has_grown = false;
        for (pid_t process : all)
            if (!found.contains(process) && found.contains(parent_of(process))) has_grown = found.insert(process).second;
    }
    return found;
}

/// What a thread had.
struct Former {
    pid_t thread;
    std::array<unsigned long, 8192 / (8 * sizeof(unsigned long))> mask{};  ///< no kernel has more processors
    long size = 0;
};

/// Error: an errno; a thread that has ended is none.
int set_one(pid_t thread, const limits::SetAffinityOp& op, std::vector<Former>& former) {
    Former one{.thread = thread};
    one.size = ::syscall(SYS_sched_getaffinity, thread, sizeof one.mask, one.mask.data());
    bool is_done = ::syscall(SYS_sched_setaffinity, thread, op.size, op.mask) >= 0;
    if (is_done && one.size > 0) former.push_back(one);
    return is_done || errno == ESRCH ? 0 : errno;
}

void restore(const std::vector<Former>& former) {
    for (const Former& one : former) ::syscall(SYS_sched_setaffinity, one.thread, one.size, one.mask.data());
}

}  // namespace

Result<void> set_processors(const ledger::Record& record, const GivenList<NumberRange>& processors) {
    limits::SetAffinity wanted;
    for (const auto& range : processors) wanted.processors.push_back(*range);
    Bench bench;
    auto op = TRY(limits::prepare(wanted, bench));
    std::set<pid_t> done;
    std::vector<Former> former;
    // Who was started meanwhile may have the old ones: until a round finds nobody new.
    for (bool has_new = true; has_new;) {
        has_new = false;
        for (pid_t process : processes_of(record))
            for (pid_t thread : numbers_in("/proc/" + std::to_string(process) + "/task")) {
                if (!done.insert(thread).second) continue;
                has_new = true;
                int error = set_one(thread, op, former);
                if (error == 0) continue;
                restore(former);
                return fail(Error::from_errno("process " + std::to_string(process), error).at(processors.items[0].origin, "Resources.CPUAffinity"));
            }
    }
    return {};
}

}  // namespace sandbox
