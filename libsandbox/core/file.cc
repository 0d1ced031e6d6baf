// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/file.hh"

#include "core/sys.hh"

#include <cerrno>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sandbox {

Result<UniqueFd> open_file(const std::string& path, int flags, unsigned mode) {
    UniqueFd fd(::open(path.c_str(), flags | O_CLOEXEC, mode));
    if (!fd) return fail(Error::from_errno("open " + path));
    return fd;
}

static Result<void> check_regular(int file, const std::string& path) {
    struct stat status {};
    if (::fstat(file, &status) < 0) return fail(Error::from_errno("stat " + path));
    if (!S_ISREG(status.st_mode)) return fail(Error::impossible(path + " is no regular file"));
    return {};
}

static constexpr int kReadOnly = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

Result<UniqueFd> open_regular_at(int directory, const std::string& name, const std::string& path) {
    UniqueFd file(::openat(directory, name.c_str(), kReadOnly | O_NOFOLLOW));
    if (!file) return fail(Error::from_errno("open " + path));
    TRY(check_regular(file.get(), path));
    return file;
}

void close_descriptors(unsigned first, unsigned last) {
    if (sys::close_range(first, last, 0) != -ENOSYS) return;
    constexpr unsigned kMost = 1u << 16;  // nobody opens more by chance, and 4 thousand million would take minutes
    for (unsigned fd = first; fd <= last && fd < kMost; ++fd) ::close(static_cast<int>(fd));
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    auto fd = TRY(open_file(path, O_RDONLY));
    return read_all(fd.get(), path, limit);
}

Result<std::string> read_in_root(int root, const std::string& path, const std::string& name, std::size_t limit) {
    int opened = sys::openat2(root, path.c_str(), kReadOnly, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
    UniqueFd file(opened);
    if (!file) return fail(Error::from_errno("open " + name, -opened));
    TRY(check_regular(file.get(), name));
    return read_all(file.get(), name, limit);
}

Result<std::string> read_all(int fd, const std::string& name, std::size_t limit) {
    std::string bytes;
    char buffer[4096];
    for (;;) {
        ssize_t count = ::read(fd, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fail(Error::from_errno("read " + name));
        if (count == 0) return bytes;
        bytes.append(buffer, static_cast<std::size_t>(count));
        if (bytes.size() > limit)
            return fail(Error::impossible("read " + name + ": larger than " + std::to_string(limit) + " bytes"));
    }
}

Result<void> write_all(int fd, std::string_view bytes, const std::string& name) {
    while (!bytes.empty()) {
        ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) {
            // Somebody else who holds the terminal or pipe made it non-blocking.
            pollfd room{.fd = fd, .events = POLLOUT, .revents = 0};
            ::poll(&room, 1, -1);
            continue;
        }
        if (count < 0) return fail(Error::from_errno("write " + name));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

bool is_same_open_file(int one, int other) {
    pid_t self = ::getpid();
    return ::syscall(SYS_kcmp, self, self, KCMP_FILE, one, other) == 0;
}

Result<Pipe> make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0) return fail(Error::from_errno("pipe2"));
    return Pipe{.from = UniqueFd(ends[0]), .to = UniqueFd(ends[1])};
}

}  // namespace sandbox
