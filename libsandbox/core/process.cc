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

/// A number of /proc/PID/stat, by its place in proc(5), from 4 on; the second, the name in brackets, may hold anything.
std::optional<std::uint64_t> field_of(std::string_view stat, std::size_t place) {
    auto name_end = stat.rfind(')');
    if (name_end == stat.npos) return std::nullopt;
    auto fields = split(stat.substr(name_end + 1), ' ');
    return fields.size() > place - 2 ? parse_number(fields[place - 2]) : std::nullopt;
}

/// 0: there is none that we can see.
pid_t parent_of_process(pid_t pid) {
    auto proc = open_proc();
    auto stat = proc ? read_below(proc->get(), std::to_string(pid) + "/stat") : fail(std::move(proc).error());
    return stat ? static_cast<pid_t>(field_of(*stat, 4).value_or(0)) : 0;
}

/// With a pid namespace comes no /proc: that of another one has other numbers.
Result<void> check_numbers(int proc) {
    char self[16] = {};
    ssize_t length = ::readlinkat(proc, "self", self, sizeof self - 1);
    if (length < 0 && errno != ENOENT) return fail(Error::from_errno("readlink /proc/self"));
    if (std::to_string(::getpid()) == self) return {};
    return fail(Error::impossible("/proc is that of another pid namespace; mount one: mount -t proc proc /proc"));
}

Error is_gone(pid_t pid) {
    return Error::from_errno("process " + std::to_string(pid), ESRCH);
}

}  // namespace

Result<UniqueFd> open_proc() {
    auto proc = TRY(open_file("/proc", O_PATH | O_DIRECTORY));
    struct statfs status {};
    if (::fstatfs(proc.get(), &status) < 0) return fail(Error::from_errno("statfs /proc"));
    if (status.f_type != PROC_SUPER_MAGIC) return fail(Error::impossible("/proc is no proc file system; mount one: mount -t proc proc /proc"));
    return proc;
}

Result<ProcessId> identify(pid_t pid) {
    auto proc = TRY(open_proc());
    TRY(check_numbers(proc.get()));
    auto stat = read_below(proc.get(), std::to_string(pid) + "/stat");
    if (!stat && (stat.error().code() == ENOENT || stat.error().code() == ESRCH)) return fail(is_gone(pid));
    if (!stat) return fail(std::move(stat).error());
    auto start = field_of(*stat, 22);
    if (!start) return fail(Error::impossible("/proc/" + std::to_string(pid) + "/stat is no such file as proc(5) describes"));
    return ProcessId{pid, *start};
}

Result<UniqueFd> open_process(const ProcessId& process) {
    if (process.pid <= 0) return fail(is_gone(process.pid));
    int opened = sys::pidfd_open(process.pid);
    UniqueFd pidfd(opened);
    // Held first, then compared: from here on the number cannot go to another one unseen. It may be a thread's by now, which
    // cannot be opened.
    if (TRY(identify(process.pid)) != process || opened == -ESRCH) return fail(is_gone(process.pid));
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
