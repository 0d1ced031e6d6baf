// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/lines.hh"

#include "core/file.hh"

#include <cerrno>
#include <doctest/doctest.h>
#include <unistd.h>

using namespace sandbox;

namespace {

/// Waits for one descriptor, and keeps what it is served with.
struct Relaying {
    int fd;
    std::vector<pollfd> served{};
    void wait_for(std::vector<pollfd>& lines) const { lines.push_back({fd, POLLIN, 0}); }
    void serve(std::span<const pollfd> lines) { served.assign(lines.begin(), lines.end()); }
};

}  // namespace

TEST_CASE("lines: each of our own has its events, and a relay is served with its lines alone") {
    auto [quiet, unwritten] = *make_pipe();
    auto [read_end, write_end] = *make_pipe();
    REQUIRE(::write(write_end.get(), "x", 1) == 1);
    Relaying relay{read_end.get()};
    Lines lines;
    auto first = lines.add(quiet.get()), none = lines.add(-1), writable = lines.add({write_end.get(), POLLOUT, 0});
    lines.add_relay(&relay);
    REQUIRE(lines.wait(0));
    lines.serve(&relay);
    CHECK(lines.events(first) == 0);
    CHECK(lines.events(none) == 0);
    CHECK(lines.events(writable) == POLLOUT);
    REQUIRE(relay.served.size() == 1);
    CHECK(relay.served[0].fd == read_end.get());
    CHECK(relay.served[0].revents == POLLIN);
}

TEST_CASE("lines: without a relay nobody is served") {
    Relaying* none = nullptr;
    Lines lines;
    auto line = lines.add(-1);
    lines.add_relay(none);
    REQUIRE(lines.wait(0));
    lines.serve(none);
    CHECK(lines.events(line) == 0);
}

TEST_CASE("lines: a wait that a signal ends is one in which nothing was heard") {
    Lines lines;
    auto line = lines.add(0);
    auto interrupted = [](std::span<pollfd> all, int) {
        all[0].revents = POLLIN;
        errno = EINTR;
        return -1;
    };
    REQUIRE(lines.wait(-1, *+interrupted));
    CHECK(lines.events(line) == 0);
}

TEST_CASE("lines: a wait that fails says so") {
    Lines lines;
    auto failing = [](std::span<pollfd>, int timeout) {
        CHECK(timeout == 7);
        errno = ENOMEM;
        return -1;
    };
    auto waited = lines.wait(7, *+failing);
    REQUIRE_FALSE(waited);
    CHECK(waited.error().message() == "poll: cannot allocate memory");
}
