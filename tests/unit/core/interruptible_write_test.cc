// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/interruptible_write.hh"

#include "core/fd.hh"
#include "core/file.hh"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>
#include <thread>
#include <unistd.h>

using namespace sandbox;

namespace {

/// SIGTERM is blocked, and one of them waits.
class Asked {
public:
    Asked() {
        ::sigemptyset(&term_);
        ::sigaddset(&term_, SIGTERM);
        ::sigprocmask(SIG_BLOCK, &term_, &before_);
        ::raise(SIGTERM);
    }
    ~Asked() {
        timespec none{};
        while (::sigtimedwait(&term_, nullptr, &none) > 0) {}
        ::sigprocmask(SIG_SETMASK, &before_, nullptr);
    }
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;
    static bool still() {
        sigset_t pending;
        ::sigpending(&pending);
        return ::sigismember(&pending, SIGTERM) == 1;
    }

private:
    sigset_t term_{}, before_{};
};

/// An end to write to that blocks, and the other one, which nobody reads.
struct Ends {
    UniqueFd to{}, from{};
};

Ends a_pipe() {
    auto pipe = *make_pipe();
    return {std::move(pipe.to), std::move(pipe.from)};
}

Ends a_socket() {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

Ends a_terminal() {
    UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(::grantpt(master.get()) == 0);
    REQUIRE(::unlockpt(master.get()) == 0);
    UniqueFd slave(::open(::ptsname(master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(slave);
    return {std::move(slave), std::move(master)};
}

}  // namespace

TEST_CASE("interruptible write: a signal that asks for the end ends the wait for one who does not read, and stays pending") {
    for (auto make : {a_pipe, a_socket, a_terminal}) {
        auto ends = make();
        Asked asked;
        auto written = write_interruptibly(ends.to.get(), std::string(1u << 22, 'x'), "to nobody");
        REQUIRE_FALSE(written);
        CHECK(written.error().message() == "write to nobody: nobody reads, and a signal asks for the end");
        CHECK(Asked::still());
        CHECK((::fcntl(ends.to.get(), F_GETFL) & O_NONBLOCK) == 0);
    }
}

TEST_CASE("interruptible write: who reads gets everything, also when a signal waits already") {
    for (auto make : {a_pipe, a_socket}) {
        auto ends = make();
        Asked asked;
        std::string text;
        for (int number = 0; text.size() < 1u << 20; ++number) text += std::to_string(number);
        std::string heard;
        std::thread reader([&] { heard = read_all(ends.from.get(), "the other end", 1u << 21).value_or(""); });
        auto written = write_interruptibly(ends.to.get(), text, "");
        ends.to.reset();
        reader.join();
        CHECK(written);
        CHECK(heard == text);
    }
}

TEST_CASE("interruptible write: what goes to a terminal's master comes out of that terminal") {
    auto [slave, master] = a_terminal();
    CHECK(write_interruptibly(master.get(), "words\n", "a terminal"));
    pollfd heard{slave.get(), POLLIN, 0};
    REQUIRE(::poll(&heard, 1, 5000) == 1);
    char text[16];
    CHECK(::read(slave.get(), text, sizeof text) == 6);
}

TEST_CASE("interruptible write: what cannot be written is an error as of write(2)") {
    UniqueFd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    auto written = write_interruptibly(full.get(), "words", "there");
    REQUIRE_FALSE(written);
    CHECK(written.error().code() == ENOSPC);
}
