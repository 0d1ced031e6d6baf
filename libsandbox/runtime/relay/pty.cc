// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/pty.hh"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sandbox::pty {

Result<UniqueFd> open_master() {
    UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
    if (!master) return fail(Error::from_errno("open /dev/ptmx").hint("Exec.TTY = \"never\" does without a terminal"));
    return master;
}

Result<UniqueFd> open_slave(int master) {
    if (::grantpt(master) < 0 || ::unlockpt(master) < 0) return fail(Error::from_errno("unlock a terminal"));
    int slave = ::ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) return fail(Error::from_errno("open a terminal"));
    return UniqueFd(slave);
}

void write_some(int fd, std::string& bytes) {
    ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count > 0) bytes.erase(0, static_cast<std::size_t>(count));
    else if (count < 0 && errno != EAGAIN && errno != EINTR) bytes.clear();
}

void read_some(int fd, std::string& bytes) {
    char buffer[4096];
    ssize_t count = ::read(fd, buffer, sizeof buffer);
    if (count > 0) bytes.append(buffer, static_cast<std::size_t>(count));
}

}  // namespace sandbox::pty
