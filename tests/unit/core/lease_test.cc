// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/lease.hh"

#include <deque>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <signal.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;

/// Whether somebody else could not take it.
static bool is_taken(std::uint32_t first) {
    int taken = 0;
    for (const auto& path : std::filesystem::directory_iterator("/run/sandbox/leases")) {
        UniqueFd file(::open(path.path().c_str(), O_RDWR | O_CLOEXEC));
        struct flock byte{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = first, .l_len = 1, .l_pid = 0};
        REQUIRE(::fcntl(file.get(), F_OFD_GETLK, &byte) == 0);
        taken += byte.l_type != F_UNLCK;
    }
    CHECK(taken <= 1);
    return taken == 1;
}

/// Only root leases ids; the launcher of an ordinary user never asks.
static bool is_root() {
    if (::geteuid() == 0) return true;
    MESSAGE("skipped: only root can lease ids");
    return false;
}

TEST_CASE("lease: of many held at once no two are the same, and all are systemd's container ids, beyond those of /etc/subuid") {
    if (!is_root()) return;
    std::deque<Lease> held;
    std::set<std::uint32_t> firsts;
    for (int count = 0; count < 50; ++count) {
        auto lease = Lease::take_ids(1);
        REQUIRE_MESSAGE(lease, lease.error().message());
        CHECK(firsts.insert(lease->first()).second);
        CHECK(lease->first() >= 600113152);
        CHECK(lease->first() < 600113152 + 65536);
        held.push_back(*std::move(lease));
    }
}

TEST_CASE("lease: a block of ids begins at its own multiple, beyond the single ones") {
    if (!is_root()) return;
    auto one = Lease::take_ids(65536), other = Lease::take_ids(65536);
    REQUIRE(one);
    REQUIRE(other);
    for (auto* lease : {&*one, &*other}) {
        CHECK(lease->first() % 65536 == 0);
        CHECK(lease->first() >= 600113152 + 65536);
        CHECK(lease->first() <= 1879048191 - 65535);
    }
    CHECK(one->first() != other->first());
}

TEST_CASE("lease: it ends with its holder and leaves no file of its own, moved or not") {
    if (!is_root()) return;
    std::uint32_t first = 0;
    {
        auto lease = Lease::take_ids(1);
        REQUIRE(lease);
        first = lease->first();
        CHECK(is_taken(first));
        Lease moved = *std::move(lease);
        CHECK(moved.first() == first);
        CHECK(is_taken(first));
    }
    CHECK_FALSE(is_taken(first));
    CHECK(::access(("/run/sandbox/leases/id-" + std::to_string(first)).c_str(), F_OK) < 0);
}

TEST_CASE("lease: it ends with a holder that is killed") {
    if (!is_root()) return;
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    UniqueFd read_end(ends[0]), write_end(ends[1]);
    pid_t holder = ::fork();
    if (holder == 0) {
        auto lease = Lease::take_ids(1);
        std::uint32_t first = lease ? lease->first() : 0;
        (void)!::write(write_end.get(), &first, sizeof first);
        for (;;) ::pause();
    }
    std::uint32_t first = 0;
    REQUIRE(::read(read_end.get(), &first, sizeof first) == sizeof first);
    CHECK(is_taken(first));
    ::kill(holder, SIGKILL);
    REQUIRE(::waitpid(holder, nullptr, 0) == holder);
    CHECK_FALSE(is_taken(first));
}

static std::uint32_t pair_held_by(pid_t& holder, bool is_ordinary) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    UniqueFd read_end(ends[0]), write_end(ends[1]);
    holder = ::fork();
    if (holder == 0) {
        bool is_other = !is_ordinary || (::setresgid(65533, 65533, 65533) == 0 && ::setresuid(65533, 65533, 65533) == 0);
        auto lease = Lease::take_pair(4);
        std::uint32_t number = is_other && lease ? lease->first() : 99;
        (void)!::write(write_end.get(), &number, sizeof number);
        for (;;) ::pause();
    }
    std::uint32_t number = 98;
    REQUIRE(::read(read_end.get(), &number, sizeof number) == sizeof number);
    return number;
}

TEST_CASE("lease: of pairs held at once no two are the same, and what is too many is refused") {
    auto one = Lease::take_pair(4), other = Lease::take_pair(4);
    REQUIRE_MESSAGE(one, one.error().message());
    REQUIRE_MESSAGE(other, other.error().message());
    CHECK(one->first() != other->first());
    CHECK(one->first() / 2 == (::geteuid() == 0 ? 0 : 1));
    auto third = Lease::take_pair(4);
    REQUIRE_FALSE(third);
    CHECK(third.error().message() == (::geteuid() == 0 ? "all pairs of categories are taken" :
                                      "1024 pairs of categories were tried, and all are taken, the last by user " + std::to_string(::geteuid())));
}

/// What an ordinary user is told who takes so many pairs of four, and then holds them until the line ends.
static std::string pairs_of(uid_t user, int count, int line, int told) {
    if (::setresgid(user, user, user) != 0 || ::setresuid(user, user, user) != 0) return "cannot become user " + std::to_string(user);
    std::deque<Lease> held;
    for (int each = 0; each < count; ++each) {
        auto lease = Lease::take_pair(4);
        if (!lease) return lease.error().message();
        held.push_back(*std::move(lease));
    }
    char byte = '+';
    (void)!::write(told, &byte, 1);
    (void)!::read(line, &byte, 1);
    return "held";
}

TEST_CASE("lease: who finds the pairs of ordinary users taken is told by whom, after a number of tries") {
    if (!is_root()) return;
    int hold[2], told[2], said[2];
    for (int* ends : {hold, told, said}) REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    pid_t squatter = ::fork();
    if (squatter == 0) {
        ::close(hold[1]);
        ::_exit(pairs_of(65533, 2, hold[0], told[1]) == "held" ? 0 : 1);
    }
    ::close(told[1]);
    char byte = 0;
    CHECK(::read(told[0], &byte, 1) == 1);
    pid_t other = ::fork();
    if (other == 0) {
        auto message = pairs_of(65532, 1, -1, -1);
        ::_exit(::write(said[1], message.data(), message.size()) > 0 ? 0 : 1);
    }
    ::close(said[1]);
    char text[200];
    ssize_t length = ::read(said[0], text, sizeof text);
    CHECK(std::string(text, length > 0 ? static_cast<std::size_t>(length) : 0) ==
          "1024 pairs of categories were tried, and all are taken, the last by user 65533");
    ::close(hold[1]);
    for (pid_t each : {squatter, other}) {
        int status = -1;
        REQUIRE(::waitpid(each, &status, 0) == each);
        CHECK(status == 0);
    }
    for (int fd : {hold[0], told[0], said[0]}) ::close(fd);
}

TEST_CASE("lease: the pairs of ordinary users are none of root's, and end with a holder that is killed") {
    for (bool is_ordinary : {true, false}) {
        if (!is_ordinary && ::geteuid() != 0) continue;
        pid_t holders[2];
        auto first = pair_held_by(holders[0], is_ordinary && ::geteuid() == 0), second = pair_held_by(holders[1], is_ordinary && ::geteuid() == 0);
        CHECK(first != second);
        CHECK(first / 2 == (is_ordinary ? 1 : 0));
        CHECK(second / 2 == (is_ordinary ? 1 : 0));
        for (pid_t holder : holders) {
            ::kill(holder, SIGKILL);
            REQUIRE(::waitpid(holder, nullptr, 0) == holder);
        }
        pid_t next;
        auto again = pair_held_by(next, is_ordinary && ::geteuid() == 0);
        CHECK(again / 2 == (is_ordinary ? 1 : 0));
        ::kill(next, SIGKILL);
        REQUIRE(::waitpid(next, nullptr, 0) == next);
    }
}
