// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/file.hh"
#include "tests/unit/temporary.hh"

#include <cerrno>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;

static std::string read_below(const Temporary& root, const std::string& path, std::size_t limit = 100) {
    auto directory = open_file(root.path(), O_PATH | O_DIRECTORY).value();
    auto text = read_in_root(directory.get(), path, "its file", limit);
    return text ? *text : "error: " + text.error().message();
}

TEST_CASE("file: a link in somebody else's root leads to nothing outside of it") {
    Temporary root;
    root.write("etc/passwd", "inside");
    REQUIRE(::symlink("/etc/passwd", root.path("absolute").c_str()) == 0);
    REQUIRE(::symlink("../../../../etc/passwd", root.path("upwards").c_str()) == 0);
    REQUIRE(::symlink("/etc/hostname", root.path("missing").c_str()) == 0);
    CHECK(read_below(root, "etc/passwd") == "inside");
    CHECK(read_below(root, "absolute") == "inside");
    CHECK(read_below(root, "upwards") == "inside");
    CHECK(read_below(root, "missing") == "error: open its file: no such file or directory");
    CHECK(read_below(root, "etc/passwd", 5) == "error: read its file: larger than 5 bytes");
}

TEST_CASE("file: what is no regular file in somebody else's root is refused, and nobody waits for it") {
    Temporary root;
    REQUIRE(::mkfifo(root.path("fifo").c_str(), 0600) == 0);
    REQUIRE(::mkdir(root.path("directory").c_str(), 0700) == 0);
    CHECK(read_below(root, "fifo") == "error: its file is no regular file");
    CHECK(read_below(root, "directory") == "error: its file is no regular file");
}

/// In a child that leads a session without a terminal: 0, if it has none after this either.
static int read_terminal() {
    UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!master || ::grantpt(master.get()) < 0 || ::unlockpt(master.get()) < 0) return 2;
    std::string slave = ::ptsname(master.get());
    auto slash = slave.rfind('/');
    auto directory = open_file(slave.substr(0, slash), O_PATH | O_DIRECTORY);
    if (!directory || ::setsid() < 0) return 3;
    if (read_in_root(directory->get(), slave.substr(slash + 1), "a terminal")) return 4;
    return ::open("/dev/tty", O_RDWR | O_CLOEXEC) < 0 && errno == ENXIO ? 0 : 1;
}

TEST_CASE("file: a terminal in somebody else's root does not become ours") {
    pid_t child = ::fork();
    if (child == 0) ::_exit(read_terminal());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
}
