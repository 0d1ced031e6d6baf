// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/life_line.hh"

#include <cerrno>
#include <doctest/doctest.h>
#include <sys/socket.h>

using namespace sandbox;

namespace {

struct Pair {
    LifeLine line;
    UniqueFd child;

    Pair() {
        int ends[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0);
        line = LifeLine(UniqueFd(ends[0]));
        child = UniqueFd(ends[1]);
    }
    template <class Datagram> void say(const Datagram& datagram) const {
        REQUIRE(::send(child.get(), &datagram, sizeof datagram, 0) == sizeof datagram);
    }
};

constexpr OpFailure kLeftOut{.op = 1, .error = ENOENT, .is_left_out = 1};
constexpr OpFailure kFailed{.op = 2, .error = EPERM};

}  // namespace

TEST_CASE("life line: a step that failed is found behind those that were left out, which are kept") {
    Pair pair;
    pair.say(kLeftOut);
    pair.say(kLeftOut);
    pair.say(kFailed);
    auto failed = pair.line.failed_step();
    REQUIRE(failed);
    CHECK(failed->op == 2);
    CHECK(pair.line.left_out().size() == 2);
    CHECK_FALSE(pair.line.failed_step());
}

TEST_CASE("life line: who looks for a failed step takes nothing of what PID 1 says") {
    Pair pair;
    CHECK_FALSE(pair.line.failed_step());
    pair.say(kLeftOut);
    init::Message stopped{};
    stopped.kind = init::MessageKind::stopped;
    stopped.status = 19;
    pair.say(stopped);
    CHECK_FALSE(pair.line.failed_step());
    CHECK(pair.line.left_out().size() == 1);
    auto said = pair.line.next();
    REQUIRE(said);
    REQUIRE(std::holds_alternative<init::Message>(*said));
    CHECK(std::get<init::Message>(*said).status == 19);
}

TEST_CASE("life line: nothing said, and the end of the line, are two things") {
    Pair pair;
    pair.say(kLeftOut);
    CHECK(std::holds_alternative<Silence>(*pair.line.next()));
    CHECK(pair.line.left_out().size() == 1);
    pair.say(kFailed);
    pair.child.reset();
    CHECK(std::get<OpFailure>(*pair.line.next()).error == EPERM);
    CHECK(std::holds_alternative<LineEnd>(*pair.line.next()));
    CHECK_FALSE(pair.line.failed_step());
}
