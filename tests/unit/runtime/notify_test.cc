// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/notify.hh"

#include "../temporary.hh"
#include "core/fd.hh"

#include <cstdlib>
#include <cstring>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace sandbox;
using namespace std::chrono_literals;

namespace {

/// A service manager's socket, named in the environment.
class Manager {
public:
    Manager() {
        auto path = directory_.path("notify");
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;
    ~Manager() { ::unsetenv("NOTIFY_SOCKET"); }
    std::string read() const {
        char bytes[4096];
        ssize_t count = ::recv(socket_.get(), bytes, sizeof bytes, MSG_DONTWAIT);
        return count < 0 ? "" : std::string(bytes, static_cast<std::size_t>(count));
    }
    void close() { socket_.reset(); }

private:
    Temporary directory_{};
    UniqueFd socket_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};

}  // namespace

TEST_CASE("notify: a service manager that does not read keeps nobody waiting for longer than he wants, and that is said") {
    Manager manager;
    int taken = 0;
    while (taken < 1'000'000 && notify_manager("EXTEND_TIMEOUT_USEC=1\n", {})) ++taken;
    REQUIRE(taken < 1'000'000);
    auto told = notify_manager("READY=1\n", 100ms);
    REQUIRE_FALSE(told);
    CHECK(told.error().message() == "the service manager that started us does not read, and was not told READY=1");
    for (int message = 0; message < taken; ++message) CHECK(manager.read() == "EXTEND_TIMEOUT_USEC=1\n");
    CHECK(notify_manager("READY=1\n", 100ms));
    CHECK(manager.read() == "READY=1\n");
}

TEST_CASE("notify: who does not listen is not told, and that is no error") {
    CHECK(notify_manager("READY=1\n", 0s));
    Manager manager;
    manager.close();
    CHECK(notify_manager("READY=1\n", 0s));
}
