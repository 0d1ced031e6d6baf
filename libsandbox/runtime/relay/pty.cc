// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/pty.hh"

#include "core/sys.hh"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::pty {

/// While it is locked nobody can open it, whatever its mode. False: it could not be made its owner's.
static bool give(int master, const Devpts& devpts) {
    int number = -1;
    if (::ioctl(master, TIOCGPTN, &number) < 0) return false;
    auto name = std::to_string(number);
    UniqueFd slave(sys::openat2(devpts.directory.get(), name.c_str(), O_PATH | O_CLOEXEC, RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS));
    if (!slave || ::chmod(("/proc/self/fd/" + std::to_string(slave.get())).c_str(), 0600) < 0) return false;
    if (::geteuid() != 0) return ::geteuid() == devpts.owner;
    return ::fchownat(slave.get(), "", devpts.owner, static_cast<gid_t>(-1), AT_EMPTY_PATH) == 0;
}

static UniqueFd open_named(const Devpts& devpts, int flags) {
    if (!devpts.directory) return {};
    UniqueFd master(sys::openat2(devpts.directory.get(), "ptmx", static_cast<unsigned>(flags), RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS));
    return master && give(master.get(), devpts) ? std::move(master) : UniqueFd();
}

Result<UniqueFd> open_master(const Devpts& devpts) {
    constexpr int kFlags = O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK;
    auto named = open_named(devpts, kFlags);
    if (named) return named;
    UniqueFd master(::posix_openpt(kFlags));
    if (!master) return fail(Error::from_errno("open /dev/ptmx").hint("Exec.TTY = \"never\" does without a terminal"));
    return master;
}

static Result<UniqueFd> open_peer(int master) {
    if (::grantpt(master) < 0 || ::unlockpt(master) < 0) return fail(Error::from_errno("unlock a terminal"));
    int slave = ::ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) return fail(Error::from_errno("open a terminal"));
    return UniqueFd(slave);
}

Result<UniqueFd> open_slave(UniqueFd& master, const Devpts& devpts) {
    auto slave = open_peer(master.get());
    if (slave || slave.error().code() != EBUSY) return slave;
    winsize size{};
    bool has_size = ::ioctl(master.get(), TIOCGWINSZ, &size) == 0;
    master = TRY(open_master(devpts));
    if (has_size) ::ioctl(master.get(), TIOCSWINSZ, &size);
    return open_peer(master.get());
}

/// A terminal that was hung up, or whose other end nobody has, is EIO.
static bool is_nobody_there(int fd, int code) {
    pollfd line{fd, 0, 0};
    if (code == EIO) return ::poll(&line, 1, 0) == 1 && (line.revents & (POLLHUP | POLLERR)) != 0;
    return code == EPIPE || code == ECONNRESET;
}

Result<void> write_some(int fd, std::string& bytes) {
    ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count >= 0) return bytes.erase(0, static_cast<std::size_t>(count)), Result<void>();
    int code = errno;
    if (code == EAGAIN || code == EINTR) return {};
    bytes.clear();
    return is_nobody_there(fd, code) ? Result<void>() : fail(Error::from_errno("write what goes to a terminal", code));
}

Result<void> read_some(int fd, std::string& bytes) {
    char buffer[4096];
    ssize_t count = ::read(fd, buffer, sizeof buffer);
    int code = errno;
    if (count > 0) bytes.append(buffer, static_cast<std::size_t>(count));
    bool is_well = count >= 0 || code == EAGAIN || code == EINTR || is_nobody_there(fd, code);
    return is_well ? Result<void>() : fail(Error::from_errno("read what comes from a terminal", code));
}

}  // namespace sandbox::pty
