// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/fifo.hh"

#include "core/file.hh"
#include "tests/unit/temporary.hh"

#include <cerrno>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;

namespace {

struct Fifo {
    Fifo() {
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        auto opened = open_file(path, O_PATH);
        REQUIRE(opened);
        fd = *std::move(opened);
    }
    Temporary place{};
    std::string path = place.path("fifo");
    UniqueFd fd{};
};

bool has_children() {
    return ::waitpid(-1, nullptr, WNOHANG) != -1 || errno != ECHILD;
}

}  // namespace

TEST_CASE("fifo: it is open once somebody has the other end, and nothing that is written is lost") {
    Fifo fifo;
    pid_t writer = ::fork();
    REQUIRE(writer >= 0);
    if (writer == 0) {
        int end = ::open(fifo.path.c_str(), O_WRONLY);
        ::_exit(end >= 0 && ::write(end, "said", 4) == 4 ? 0 : 1);
    }
    auto opened = open_fifo(fifo.fd.get(), O_RDONLY, fifo.path);
    REQUIRE_MESSAGE(opened, opened.error().message());
    CHECK((::fcntl(opened->get(), F_GETFD) & FD_CLOEXEC) != 0);
    CHECK(*read_all(opened->get(), fifo.path) == "said");
    int status = -1;
    REQUIRE(::waitpid(writer, &status, 0) == writer);
    CHECK(status == 0);
    CHECK_FALSE(has_children());
}

TEST_CASE("fifo: a signal that asks for the end is heard while it is held, and stays pending") {
    Fifo fifo;
    sigset_t held, before, pending;
    ::sigemptyset(&held);
    ::sigaddset(&held, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &held, &before);
    ::raise(SIGTERM);
    for (int flags : {O_RDONLY, O_WRONLY}) {
        auto opened = open_fifo(fifo.fd.get(), flags, fifo.path);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().message() == fifo.path + ": stopped by a signal before somebody had the other end of the fifo");
        CHECK_FALSE(has_children());
    }
    ::sigpending(&pending);
    CHECK(::sigismember(&pending, SIGTERM) == 1);
    ::sigtimedwait(&held, nullptr, nullptr);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
}

TEST_CASE("fifo: what may not be opened is not waited for") {
    Fifo fifo;
    std::filesystem::permissions(fifo.path, std::filesystem::perms(0));
    pid_t other = ::fork();
    REQUIRE(other >= 0);
    if (other == 0) {
        if (::geteuid() == 0 && (::setresgid(65533, 65533, 65533) != 0 || ::setresuid(65533, 65533, 65533) != 0)) ::_exit(1);
        auto opened = open_fifo(fifo.fd.get(), O_RDONLY, fifo.path);
        ::_exit(!opened && opened.error().code() == EACCES ? 0 : 2);
    }
    int status = -1;
    REQUIRE(::waitpid(other, &status, 0) == other);
    CHECK(status == 0);
}
