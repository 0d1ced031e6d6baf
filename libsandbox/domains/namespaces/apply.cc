// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/namespaces/op.hh"

#include "core/sys.hh"

#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

namespace sandbox::namespaces {

static int write_proc(int host_proc, const char* path, const char* text, std::size_t length) noexcept {
    sys::ScopedFd file(sys::open_proc(host_proc, path, O_WRONLY));
    if (file.failed()) return file.get();
    return sys::done(::write(file.get(), text, length));
}

/// A map as the kernel prints it: at most 340 lines (user_namespaces(7)) of 33 bytes.
constexpr std::size_t kMapSize = 340 * 33;

/// All of a file, which the kernel hands out in pieces. Returns its length, or -errno; -E2BIG: it is longer.
static ssize_t read_whole(int host_proc, const char* path, char* text, std::size_t size) noexcept {
    sys::ScopedFd file(sys::open_proc(host_proc, path, O_RDONLY));
    if (file.failed()) return file.get();
    for (std::size_t length = 0; length < size;) {
        ssize_t count = ::read(file.get(), text + length, size - length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return -errno;
        if (count == 0) return static_cast<ssize_t>(length);
        length += static_cast<std::size_t>(count);
    }
    return -E2BIG;
}

/// Copies a user namespace's map (read from `self/uid_map`, "inside outside count" lines) into the text of the map onto
/// itself ("inside inside count"). Returns its length, or -errno; -E2BIG: the kernel takes none that long.
static int identity_of(int host_proc, const char* path, char* text, std::size_t size) noexcept {
    char map[kMapSize + 1];
    ssize_t length = read_whole(host_proc, path, map, sizeof map);
    if (length < 0) return static_cast<int>(length);
    std::size_t used = 0;
    const char* inside = nullptr;
    std::size_t inside_length = 0;
    int field = 0;
    for (ssize_t at = 0; at < length;) {
        while (at < length && map[at] == ' ') ++at;
        const char* word = map + at;
        while (at < length && map[at] >= '0' && map[at] <= '9') ++at;
        auto word_length = static_cast<std::size_t>(map + at - word);
        if (field == 0) inside = word, inside_length = word_length;
        if (field == 1) word = inside, word_length = inside_length;
        if (used + word_length + 1 >= size) return -E2BIG;
        ::memcpy(text + used, word, word_length);
        used += word_length;
        text[used++] = field == 2 ? '\n' : ' ';
        field = (field + 1) % 3;
        if (at < length && map[at] == '\n') ++at;
    }
    return static_cast<int>(used);
}

namespace {

/// Maps of a namespace that is not there yet, and the process that will write them. The kernel takes less than a page.
struct Maps {
    char users[4096];
    char groups[4096];
    int users_length;
    int groups_length;
};

void print_pid(pid_t pid, char* path, const char* file) noexcept {
    char digits[12];
    int count = 0;
    for (pid_t rest = pid; count == 0 || rest != 0; rest /= 10) digits[count++] = static_cast<char>('0' + rest % 10);
    while (count > 0) *path++ = digits[--count];
    *path++ = '/';
    ::strcpy(path, file);
}

/// In a process that stayed in the first namespace: it has the capabilities there which a map of several ids needs.
int write_from_outside(const Maps& maps, int host_proc, pid_t target) noexcept {
    char path[40];
    print_pid(target, path, "gid_map");
    if (int error = write_proc(host_proc, path, maps.groups, static_cast<std::size_t>(maps.groups_length))) return error;
    print_pid(target, path, "uid_map");
    return write_proc(host_proc, path, maps.users, static_cast<std::size_t>(maps.users_length));
}

pid_t host_pid(int host_proc) noexcept {
    char link[16] = {};
    ssize_t length = ::readlinkat(host_proc, "self", link, sizeof link - 1);
    pid_t pid = 0;
    for (ssize_t at = 0; at < length; ++at) pid = pid * 10 + (link[at] - '0');
    return pid;
}

}  // namespace

int apply(const UnshareOp& op, Context&) noexcept {
    return sys::done(::unshare(op.flags));
}

int apply(const ReownOp& op, Context& context) noexcept {
    Maps maps;
    context.call = "read /proc/self/uid_map";
    maps.users_length = identity_of(context.host_proc, "self/uid_map", maps.users, sizeof maps.users);
    if (maps.users_length < 0) return maps.users_length;
    maps.groups_length = identity_of(context.host_proc, "self/gid_map", maps.groups, sizeof maps.groups);
    if (maps.groups_length < 0) return maps.groups_length;

    int line[2];
    context.call = "pipe2";
    if (::pipe2(line, O_CLOEXEC) < 0) return -errno;
    sys::ScopedFd read_end(line[0]), write_end(line[1]);
    pid_t target = host_pid(context.host_proc);
    context.call = "fork";
    long writer = ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (writer < 0) return -errno;
    if (writer == 0) {
        char byte;
        ::close(write_end.get());
        if (::read(read_end.get(), &byte, 1) != 1) ::_exit(ECANCELED);
        ::_exit(-write_from_outside(maps, context.host_proc, target));
    }
    context.call = "unshare";
    if (::unshare(op.flags) < 0) return -errno;
    context.call = "write";
    if (::write(write_end.get(), "+", 1) != 1) return -errno;
    int status = 0;
    context.call = "write /proc/PID/uid_map";
    while (::waitpid(static_cast<pid_t>(writer), &status, __WALL) < 0)
        if (errno != EINTR) return -errno;
    return WIFEXITED(status) ? -WEXITSTATUS(status) : -ECHILD;
}

int apply(const LimitUserNamespacesOp& op, Context& context) noexcept {
    context.call = "write /proc/sys/user/max_user_namespaces";
    // The kernel looks through the entries of all user namespaces that one /proc has seen: of the host's that is every sandbox.
    if (context.own_sysctls >= 0) return write_proc(context.own_sysctls, "user/max_user_namespaces", op.text, ::strlen(op.text));
    return write_proc(context.host_proc, "sys/user/max_user_namespaces", op.text, ::strlen(op.text));
}

int apply(const SetHostnameOp& op, Context& context) noexcept {
    context.call = "sethostname";
    if (op.length != 0 && ::sethostname(op.name, op.length) < 0) return -errno;
    // As the kernel has it where nobody set one.
    static constexpr char kNone[] = "(none)";
    context.call = "setdomainname";
    return sys::done(::setdomainname(kNone, sizeof kNone - 1));
}

}  // namespace sandbox::namespaces
