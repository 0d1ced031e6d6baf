// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/pty.hh"

#include <doctest/doctest.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;

/// Root opens it all the same.
static int open_twice() {
    if (::geteuid() == 0 && ::setresuid(65533, 65533, 65533) < 0) return 1;
    auto master = pty::open_master();
    auto slave = master ? pty::open_slave(*master) : fail(std::move(master).error());
    winsize size{.ws_row = 7, .ws_col = 9, .ws_xpixel = 0, .ws_ypixel = 0};
    if (!slave || ::ioctl(master->get(), TIOCSWINSZ, &size) < 0 || ::ioctl(slave->get(), TIOCEXCL) < 0) return 2;
    auto again = pty::open_slave(*master);
    if (!again) return 3;
    size = {};
    return ::ioctl(again->get(), TIOCGWINSZ, &size) == 0 && size.ws_row == 7 && size.ws_col == 9 ? 0 : 4;
}

TEST_CASE("pty: who takes a terminal for itself alone takes it from no next session") {
    pid_t child = ::fork();
    if (child == 0) ::_exit(open_twice());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
}
