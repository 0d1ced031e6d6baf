// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/process.hh"

#include "core/file.hh"
#include "core/sys.hh"
#include "core/text.hh"

#include <cerrno>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace sandbox {
namespace {

/// What comes from `directory` by a path that crosses no other mount.
Result<std::string> read_below(int directory, const std::string& path) {
    int file = sys::openat2(directory, path.c_str(), O_RDONLY | O_CLOEXEC, RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS);
    if (file < 0) return fail(Error::from_errno("open /proc/" + path, -file));
    return read_all(UniqueFd(file).get(), "/proc/" + path);
}

/// 0: there is none that we can see.
pid_t parent_of_process(pid_t pid) {
    auto proc = open_proc();
    if (!proc) return 0;
    auto stat = read_process_stat(proc->get(), pid);
    return stat && *stat ? (*stat)->parent : 0;
}

/// With a pid namespace comes no /proc: that of another one has other numbers.
Result<void> check_numbers(int proc) {
    char self[16] = {};
    ssize_t length = ::readlinkat(proc, "self", self, sizeof self - 1);
    if (length < 0 && errno != ENOENT) return fail(Error::from_errno("readlink /proc/self"));
    if (std::to_string(::getpid()) == self) return {};
    return fail(Error::impossible("/proc is that of another pid namespace; mount one: mount -t proc proc /proc"));
}

Error gone(pid_t pid) {
    return Error::from_errno("process " + std::to_string(pid), ESRCH);
}

Error no_stat(pid_t pid) {
    return Error::impossible("/proc/" + std::to_string(pid) + "/stat is no such file as proc(5) describes");
}

}  // namespace

Result<UniqueFd> open_proc() {
    auto proc = TRY(open_file("/proc", O_PATH | O_DIRECTORY));
    struct statfs status {};
    if (::fstatfs(proc.get(), &status) < 0) return fail(Error::from_errno("statfs /proc"));
    if (status.f_type != PROC_SUPER_MAGIC) return fail(Error::impossible("/proc is no proc file system; mount one: mount -t proc proc /proc"));
    return proc;
}

bool is_gone(int code) {
    return code == ENOENT || code == ESRCH;
}

bool is_out_of_sight(int code) {
    return is_gone(code) || code == EACCES || code == EPERM;
}

std::optional<ProcessStat> parse_process_stat(std::string_view text) {
    auto name_end = text.rfind(')');
    if (name_end == text.npos) return std::nullopt;
    auto fields = split(text.substr(name_end + 1), ' ');
    // By the places that the manual page numbers: the name is the second.
    constexpr std::size_t kState = 3, kParent = 4, kUser = 14, kSystem = 15, kThreads = 20, kStart = 22, kResident = 24;
    if (fields.size() <= kResident - 2 || fields[kState - 2].size() != 1) return std::nullopt;
    auto number = [&](std::size_t place) { return parse_number(fields[place - 2]); };
    auto parent = number(kParent), in_user = number(kUser), in_system = number(kSystem);
    auto threads = number(kThreads), start = number(kStart), resident = number(kResident);
    if (!parent || !in_user || !in_system || !threads || !start || !resident) return std::nullopt;
    return ProcessStat{fields[kState - 2][0], static_cast<pid_t>(*parent), *in_user + *in_system, *threads, *start, *resident};
}

Result<std::optional<ProcessStat>> read_process_stat(int proc, pid_t pid) {
    auto text = read_below(proc, std::to_string(pid) + "/stat");
    if (!text && is_gone(text.error().code())) return std::nullopt;
    auto stat = parse_process_stat(TRY(std::move(text)));
    if (!stat) return fail(no_stat(pid));
    return stat;
}

Result<ProcessId> identify(pid_t pid) {
    auto proc = TRY(open_proc());
    TRY(check_numbers(proc.get()));
    auto stat = TRY(read_process_stat(proc.get(), pid));
    if (!stat) return fail(gone(pid));
    return ProcessId{pid, stat->start};
}

Result<UniqueFd> open_process(const ProcessId& process) {
    if (process.pid <= 0) return fail(gone(process.pid));
    int opened = sys::pidfd_open(process.pid);
    UniqueFd pidfd(opened);
    // Held first, then compared: from here on the number cannot go to another one unseen. It may be a thread's by now, which
    // cannot be opened.
    if (TRY(identify(process.pid)) != process || opened == -ESRCH) return fail(gone(process.pid));
    if (!pidfd) return fail(Error::from_errno("pidfd_open " + std::to_string(process.pid), -opened));
    return pidfd;
}

bool has_job_control() {
    pid_t group = ::getpgrp(), session = ::getsid(0);
    for (pid_t above = ::getppid(); above > 0; above = parent_of_process(above)) {
        if (::getsid(above) != session) return false;
        if (::getpgid(above) != group) return true;
    }
    return false;
}

}  // namespace sandbox
