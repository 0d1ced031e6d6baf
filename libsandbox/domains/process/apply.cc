// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/op.hh"

#include "core/sys.hh"

#include <limits.h>
#include <linux/keyctl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>

namespace sandbox::process {
namespace {

/// The record of getdents64(2).
struct DirectoryEntry {
    std::uint64_t inode;
    std::int64_t offset;
    unsigned short size;
    unsigned char type;
    char name[1];
};

bool is_in(unsigned fd, const CloseDescriptorsOp& op) noexcept {
    for (std::size_t index = 0; index < op.count; ++index)
        if (fd >= op.ranges[index].first && fd <= op.ranges[index].last) return true;
    return false;
}

/// Without close_range(2): every descriptor that /proc/self/fd shows.
int close_listed(const CloseDescriptorsOp& op, const Context& context) noexcept {
    sys::ScopedFd list(sys::open_proc(context.host_proc, "self/fd", O_RDONLY | O_DIRECTORY));
    if (list.failed()) return list.get();
    alignas(DirectoryEntry) char buffer[2048];
    for (;;) {
        long length = sys::result(::syscall(SYS_getdents64, list.get(), buffer, sizeof buffer));
        if (length <= 0) return static_cast<int>(length);
        for (long at = 0; at < length;) {
            const auto* entry = reinterpret_cast<const DirectoryEntry*>(buffer + at);
            at += entry->size;
            if (entry->name[0] < '0' || entry->name[0] > '9') continue;
            unsigned fd = 0;
            for (const char* digit = entry->name; *digit != '\0'; ++digit) fd = fd * 10 + static_cast<unsigned>(*digit - '0');
            if (static_cast<int>(fd) != list.get() && is_in(fd, op)) ::close(static_cast<int>(fd));
        }
    }
}

/// What the kernel takes: glibc's sigaction refuses the two signals that it keeps for itself.
struct KernelAction {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)();
    unsigned long mask;
};

int set_action(int signal, void (*handler)(int)) noexcept {
    const KernelAction action{handler, 0, nullptr, 0};
    return sys::done(::syscall(SYS_rt_sigaction, signal, &action, nullptr, 8));
}

/// One attempt of execvp(3)'s: -errno.
int try_exec(const char* directory, std::size_t length, const char* name, const StartOp& op) noexcept {
    char path[PATH_MAX];
    std::size_t name_length = ::strlen(name);
    if (length + name_length + 2 > sizeof path) return -ENOENT;  // as PID 1 has it: nothing is there
    ::memcpy(path, directory, length);
    path[length] = '/';
    ::memcpy(path + length + 1, name, name_length + 1);
    return sys::done(::execve(path, op.argv, op.environment));
}

const char* path_of(char* const* environment) noexcept {
    for (; *environment != nullptr; ++environment)
        if (::strncmp(*environment, "PATH=", 5) == 0) return *environment + 5;
    return "/usr/local/bin:/usr/bin:/bin";
}

int search(const StartOp& op) noexcept {
    const char* name = op.argv[0];
    if (*name == '\0') return -ENOENT;
    if (::strchr(name, '/') != nullptr) return sys::done(::execve(name, op.argv, op.environment));
    int error = -ENOENT;
    for (const char* directory = path_of(op.environment);;) {
        const char* end = ::strchrnul(directory, ':');
        auto length = static_cast<std::size_t>(end - directory);
        int tried = try_exec(length == 0 ? "." : directory, length == 0 ? 1 : length, name, op);
        if (tried != -ENOENT && tried != -ENOTDIR) error = tried;
        if (tried != -ENOENT && tried != -ENOTDIR && tried != -EACCES) return tried;
        if (*end == '\0') return error;
        directory = end + 1;
    }
}

}  // namespace

int apply(const CloseDescriptorsOp& op, Context& context) noexcept {
    ::umask(0);
    context.call = "dup3";
    for (int fd = 0; fd < 3; ++fd)
        if (op.standard[fd] >= 0 && ::dup3(op.standard[fd], fd, 0) < 0) return -errno;
    context.call = "fcntl";
    for (int fd = 3; fd < 3 + op.passed; ++fd)
        if (::fcntl(fd, F_SETFD, 0) < 0) return -errno;
    context.call = "close_range";
    for (std::size_t index = 0; index < op.count; ++index) {
        int error = sys::close_range(op.ranges[index].first, op.ranges[index].last, 0);
        if (error == -ENOSYS) return close_listed(op, context);
        if (error != 0) return error;
    }
    return 0;
}

int apply(const ResetSignalsOp&, Context& context) noexcept {
    context.call = "rt_sigaction";
    for (int signal = 1; signal <= 64; ++signal) {
        if (signal == SIGKILL || signal == SIGSTOP) continue;
        // Beyond the caller's limit of a file's size the set-up is to hear of an error: the command gets the default back (StartOp).
        if (int error = set_action(signal, signal == SIGXFSZ ? SIG_IGN : SIG_DFL)) return error;
    }
    return 0;
}

/// Whether the session has a terminal: the seventh field of proc_pid_stat(5). The second is in brackets, and may have more of them in it.
static int has_terminal(const Context& context) noexcept {
    sys::ScopedFd file(sys::open_proc(context.host_proc, "self/stat", O_RDONLY));
    if (file.failed()) return file.get();
    char text[512];
    long length = sys::result(::read(file.get(), text, sizeof text - 1));
    if (length < 0) return static_cast<int>(length);
    text[length] = '\0';
    const char* at = ::strrchr(text, ')');
    for (int field = 2; at != nullptr && field < 7; ++field) at = ::strchr(at + 1, ' ');
    return at == nullptr ? -EPROTO : at[1] != '0';
}

/// Without its node the terminal can still be among the standard descriptors. Of any other it is an error.
static int leave_nameless_terminal(Context& context) noexcept {
    context.call = "read /proc/self/stat";
    int answer = has_terminal(context);
    if (answer <= 0) return answer;
    for (int fd = 0; fd < 3; ++fd)
        if (::ioctl(fd, TIOCNOTTY) == 0) return 0;
    context.call = "open /dev/tty";
    return -ENOENT;
}

int apply(const LeaveTerminalOp&, Context& context) noexcept {
    context.call = "open /dev/tty";
    sys::ScopedFd terminal(static_cast<int>(sys::result(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC))));
    if (terminal.get() == -ENXIO) return 0;  // there is none
    if (terminal.get() == -ENOENT) return leave_nameless_terminal(context);
    if (terminal.failed()) return terminal.get();
    context.call = "ioctl TIOCNOTTY";
    return sys::done(::ioctl(terminal.get(), TIOCNOTTY));
}

int apply(const OpenStandardOp& op, Context& context) noexcept {
    context.call = "dup3";
    return ::dup3(op.from, op.to, 0) < 0 ? -errno : 0;
}

int apply(const NewKeyringOp&, Context& context) noexcept {
    context.call = "keyctl KEYCTL_JOIN_SESSION_KEYRING";
    return sys::done(::syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, nullptr));
}

/// Magic links are not followed: /proc/self/fd still shows what the launch holds open of the host (CVE-2024-21626).
int apply(const ChangeDirectoryOp& op, Context& context) noexcept {
    ::umask(op.umask);
    context.call = "open";
    sys::ScopedFd directory(sys::openat2(AT_FDCWD, op.path, O_PATH | O_DIRECTORY | O_CLOEXEC, RESOLVE_NO_MAGICLINKS));
    bool is_left_out = directory.failed() && op.or_root && is_absent(-directory.get());
    if (directory.failed() && !is_left_out) return directory.get();
    context.call = "chdir";
    if (is_left_out) return ::chdir("/") < 0 ? -errno : -directory.get();
    return sys::done(::fchdir(directory.get()));
}

int apply(const SetMaskOp& op, Context&) noexcept {
    ::umask(op.umask);
    return 0;
}

int apply(const HoldLifeLineOp&, Context& context) noexcept {
    context.call = "prctl PR_SET_PDEATHSIG";
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0) return -errno;
    pollfd line{.fd = context.life_line, .events = POLLIN, .revents = 0};
    context.call = "poll";
    if (::poll(&line, 1, 0) < 0) return -errno;
    return (line.revents & (POLLHUP | POLLERR)) != 0 ? -EPIPE : 0;
}

int apply(const StartOp& op, Context& context) noexcept {
    context.call = "rt_sigaction";
    if (int error = set_action(SIGXFSZ, SIG_DFL)) return error;
    if (op.program >= 0) {
        context.call = "fcntl";
        if (::fcntl(context.life_line, F_SETFD, 0) < 0) return -errno;  // PID 1 holds it from here on
        context.call = kExec;
        return sys::execveat(op.program, "", op.argv, op.environment, AT_EMPTY_PATH);
    }
    // In the caller's process group the payload could signal it, and in its session open its terminal, if that was not let go of.
    context.call = op.leads_session ? "setsid" : "setpgid";
    // EPERM where it leads one already, and nothing else.
    if (int error = sys::done(op.leads_session ? ::setsid() : ::setpgid(0, 0)); error < 0)
        if (error != -EPERM || ::getsid(0) != ::getpid()) return error;
    context.call = "ioctl TIOCSCTTY";
    if (op.has_terminal && ::ioctl(0, TIOCSCTTY, 0) < 0) return -errno;
    context.call = "rt_sigprocmask";
    sigset_t none;
    ::sigemptyset(&none);
    if (::sigprocmask(SIG_SETMASK, &none, nullptr) < 0) return -errno;
    context.call = kExec;
    // During the exec who has CAP_SYS_PTRACE inside can look into us before the kernel has closed it.
    ::close(context.host_proc);
    return search(op);
}

}  // namespace sandbox::process
