// SPDX-License-Identifier: LGPL-2.1-or-later

// L12 and L13: what a unit may be, and who may have written it.

#include "unit/trust.hh"

#include "../temporary.hh"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace sandbox;

namespace {

constexpr std::size_t kLimit = 1000;

/// "" for a file that is found, trusted and read.
std::string verdict(const std::string& path, uid_t caller = ::geteuid()) {
    auto found = find_trusted(path, caller);
    if (!found) return found.error().message();
    if (!*found) return "nothing there";
    auto text = read_trusted(**found, path, kLimit);
    return text ? "" : text.error().message();
}

void set_mode(const std::string& path, mode_t mode) {
    REQUIRE(::chmod(path.c_str(), mode) == 0);
}

void link_to(const std::string& target, const std::string& path) {
    REQUIRE(::symlink(target.c_str(), path.c_str()) == 0);
}

bool is_root() {
    return ::geteuid() == 0;
}

constexpr uid_t kStranger = 54321;
const std::string kAdvice = "; copy the unit to a directory of your own, or run it as that user";

}  // namespace

TEST_CASE("trust: a file of the caller's in a directory of the caller's is read") {
    Temporary tmp;
    CHECK(verdict(tmp.write("web.toml", "x")) == "");
    CHECK(verdict(tmp.path("./a/../web.toml")) == "nothing there");
    tmp.write("a/b.toml", "x");
    CHECK(verdict(tmp.path("./a//./../web.toml")) == "");
    auto found = find_trusted(tmp.path("web.toml"), ::geteuid());
    CHECK(read_trusted(**found, "web.toml", kLimit) == "x");
}

TEST_CASE("trust (L13): a file that others can write is refused by name") {
    Temporary tmp;
    auto file = tmp.write("web.toml", "x");
    set_mode(file, 0646);
    CHECK(verdict(file) == file + ": writable by others; chmod go-w");
    set_mode(file, 0664);
    CHECK(verdict(file) == file + ": writable by its group; chmod go-w");
    set_mode(file, 0444);
    CHECK(verdict(file) == "");
}

TEST_CASE("trust (L13): a directory that others can write is refused by name, sticky or not") {
    Temporary tmp;
    auto file = tmp.write("units/web.toml", "x");
    for (mode_t mode : {0777u, 01777u, 0757u}) {
        set_mode(tmp.path("units"), mode);
        CHECK(verdict(file) == tmp.path("units") + ": writable by others; chmod go-w");
    }
    set_mode(tmp.path("units"), 02775);
    CHECK(verdict(file) == tmp.path("units") + ": writable by its group; chmod go-w");
    set_mode(tmp.path("units"), 02755);
    CHECK(verdict(file) == "");
}

TEST_CASE("trust (L13): a directory above may be sticky, but not open") {
    Temporary tmp;
    auto file = tmp.write("above/units/web.toml", "x");
    set_mode(tmp.path("above"), 01777);
    CHECK(verdict(file) == "");
    set_mode(tmp.path("above"), 0777);
    CHECK(verdict(file) == tmp.path("above") + ": writable by others; chmod go-w");
}

TEST_CASE("trust: an open directory without the file is no matter") {
    Temporary tmp;
    tmp.write("units/other.toml", "x");
    set_mode(tmp.path("units"), 0777);
    CHECK(verdict(tmp.path("units/web.toml")) == "nothing there");
}

TEST_CASE("trust (L13): what belongs to somebody else is refused by name" * doctest::skip(!is_root())) {
    Temporary tmp;
    auto file = tmp.write("units/web.toml", "x");
    auto refused = [](const std::string& path) {
        return path + ": belongs to user 54321, neither to root nor to you" + kAdvice;
    };
    REQUIRE(::chown(file.c_str(), kStranger, 0) == 0);
    CHECK(verdict(file) == refused(file));
    CHECK(verdict(file, kStranger) == "");
    REQUIRE(::chown(file.c_str(), 0, 0) == 0);
    REQUIRE(::chown(tmp.path("units").c_str(), kStranger, 0) == 0);
    CHECK(verdict(file) == refused(tmp.path("units")));
    CHECK(verdict(file, kStranger) == "");
}

TEST_CASE("trust: somebody else's working directory is told by its path, with the unit that was asked for" * doctest::skip(!is_root())) {
    Temporary tmp;
    tmp.write("units/web.toml", "x");
    REQUIRE(::chown(tmp.path("units").c_str(), kStranger, 0) == 0);
    UniqueFd before(::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    REQUIRE(::chdir(tmp.path("units").c_str()) == 0);
    auto told = verdict("./web.toml");
    REQUIRE(::fchdir(before.get()) == 0);
    CHECK(told == "./web.toml: " + tmp.path("units") + ": belongs to user 54321, neither to root nor to you" + kAdvice);
}

TEST_CASE("trust (L13): a symbolic link is followed from and to directories that are trusted") {
    Temporary tmp;
    auto file = tmp.write("real/web.toml", "x");
    tmp.write("units/other.toml", "x");
    link_to(file, tmp.path("units/web.toml"));
    link_to("../real/web.toml", tmp.path("units/relative.toml"));
    link_to(tmp.path("real"), tmp.path("linked"));
    CHECK(verdict(tmp.path("units/web.toml")) == "");
    CHECK(verdict(tmp.path("units/relative.toml")) == "");
    CHECK(verdict(tmp.path("linked/web.toml")) == "");

    set_mode(tmp.path("real"), 0777);
    CHECK(verdict(tmp.path("units/web.toml")) == tmp.path("real") + ": writable by others; chmod go-w");
    CHECK(verdict(tmp.path("linked/web.toml")) == tmp.path("real") + ": writable by others; chmod go-w");
    set_mode(tmp.path("real"), 0755);
    set_mode(tmp.path("units"), 01777);
    CHECK(verdict(tmp.path("units/web.toml")) == tmp.path("units") + ": writable by others; chmod go-w");
}

TEST_CASE("trust (L13): somebody else's link is not followed, wherever it leads" * doctest::skip(!is_root())) {
    Temporary tmp;
    tmp.write("real/web.toml", "x");
    link_to("real/web.toml", tmp.path("web.toml"));
    link_to("real", tmp.path("units"));
    for (auto name : {"web.toml", "units"}) REQUIRE(::lchown(tmp.path(name).c_str(), kStranger, 0) == 0);
    CHECK(verdict(tmp.path("web.toml")) == tmp.path("web.toml") + ": belongs to user 54321, neither to root nor to you" + kAdvice);
    CHECK(verdict(tmp.path("units/web.toml")) == tmp.path("units") + ": belongs to user 54321, neither to root nor to you" + kAdvice);
}

TEST_CASE("trust: links to nothing are nothing, and links in a circle end") {
    Temporary tmp;
    link_to("nowhere", tmp.path("dangling"));
    link_to("circle", tmp.path("circle"));
    CHECK(verdict(tmp.path("dangling")) == "nothing there");
    CHECK(verdict(tmp.path("circle")) == tmp.path("circle") + ": more than 16 symbolic links");
    CHECK(verdict(tmp.path("circle/x")) == tmp.path("circle") + ": more than 16 symbolic links");
}

TEST_CASE("trust (L12): fifos, devices, sockets and directories are refused without being opened") {
    Temporary tmp;
    REQUIRE(::mkfifo(tmp.path("fifo").c_str(), 0600) == 0);
    CHECK(verdict(tmp.path("fifo")) == tmp.path("fifo") + ": is a fifo");
    ::mkdir(tmp.path("directory").c_str(), 0700);
    CHECK(verdict(tmp.path("directory")) == tmp.path("directory") + ": is a directory");
    int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    tmp.path("socket").copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    ::close(fd);
    set_mode(tmp.path("socket"), 0600);
    CHECK(verdict(tmp.path("socket")) == tmp.path("socket") + ": is a socket");
}

TEST_CASE("trust (L12): a link to a device is refused") {
    Temporary tmp;
    link_to("/dev/zero", tmp.path("web.toml"));
    auto message = verdict(tmp.path("web.toml"));
    CHECK(message == tmp.path("web.toml") + ": is a device");
}

TEST_CASE("trust (L12): a gigabyte is refused by its size, without being read") {
    Temporary tmp;
    auto file = tmp.write("web.toml", "");
    REQUIRE(::truncate(file.c_str(), off_t{1} << 30) == 0);
    CHECK(verdict(file) == file + ": larger than 1000");
    REQUIRE(::truncate(file.c_str(), kLimit) == 0);
    CHECK(verdict(file) == "");
}

TEST_CASE("trust: a file that was replaced between the look and the opening is not read") {
    Temporary tmp;
    auto file = tmp.write("web.toml", "old");
    auto found = find_trusted(file, ::geteuid());
    REQUIRE(found);
    std::filesystem::rename(tmp.write("other", "new"), file);
    CHECK(read_trusted(**found, file, kLimit).error().message() == file + ": was replaced while it was opened");
    std::filesystem::remove(file);
    link_to("/etc/passwd", file);
    CHECK_FALSE(read_trusted(**found, file, kLimit));
}

TEST_CASE("trust: paths that cannot be are refused") {
    CHECK(verdict("/" + std::string(300, 'x')) == "open /" + std::string(300, 'x') + ": file name too long");
    CHECK(verdict(std::string(5000, '/')) == "a path longer than 4095 bytes");
    CHECK(verdict("/") == "/: is a directory");
    CHECK(verdict("/proc/self/nothing/at/all") == "nothing there");
}

TEST_CASE("trust: a directory lists the files with the suffix, sorted, without the hidden ones") {
    Temporary tmp;
    for (auto name : {"b.toml", "a.toml", ".c.toml", "d.toml~", "e"}) tmp.write(name, "");
    auto found = find_trusted(tmp.path(), ::geteuid());
    REQUIRE(found);
    CHECK(list_trusted(**found, tmp.path(), ".toml") == std::vector<std::string>{"a.toml", "b.toml"});
}
