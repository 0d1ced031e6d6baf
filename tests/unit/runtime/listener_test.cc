// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/listener.hh"

#include "few_descriptors.hh"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>

using namespace sandbox;

namespace {

int poll_once(const Listener& listener, int timeout) {
    auto line = listener.to_poll();
    return ::poll(&line, 1, timeout);
}

/// A socket that listens, and a client that waits there.
struct Waiting {
    Waiting() {
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        socklen_t length = sizeof(sa_family_t);
        REQUIRE(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
        REQUIRE(::listen(socket.get(), 1) == 0);
        length = sizeof address;
        REQUIRE(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0);
        REQUIRE(::connect(client.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
    }
    UniqueFd socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    UniqueFd client{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
};

}  // namespace

TEST_CASE("listener: who cannot be let in is left alone for a while, and let in later") {
    Waiting waiting;
    auto listener = *Listener::make(std::move(waiting.socket));
    REQUIRE(poll_once(listener, 0) == 1);
    {
        FewDescriptors few;
        CHECK_FALSE(listener.accept());
        CHECK(poll_once(listener, 0) == 0);
        REQUIRE(poll_once(listener, 20'000) == 1);
        CHECK_FALSE(listener.accept());
        CHECK(poll_once(listener, 0) == 0);
    }
    REQUIRE(poll_once(listener, 20'000) == 1);
    CHECK(listener.accept());
    CHECK(poll_once(listener, 0) == 0);
}

TEST_CASE("listener: that nobody is there is no reason to wait") {
    Waiting waiting;
    auto listener = *Listener::make(std::move(waiting.socket));
    CHECK(listener.accept());
    int socket = listener.to_poll().fd;
    CHECK_FALSE(listener.accept());
    CHECK(listener.to_poll().fd == socket);
}
