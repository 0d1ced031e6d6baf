// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/ready_watch.hh"

#include "core/file.hh"
#include "core/text.hh"
#include "few_descriptors.hh"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstring>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sandbox;

namespace {

/// A connection whose last descriptor's close waits until what was written is read, which nobody does.
struct Lingering {
    Lingering() {
        UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        socklen_t length = sizeof address;
        REQUIRE(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
        REQUIRE(::listen(listener.get(), 1) == 0);
        REQUIRE(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0);
        ours = UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(::connect(ours.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
        others = UniqueFd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        REQUIRE(others);
        std::string bytes(65536, 'x');
        while (::send(ours.get(), bytes.data(), bytes.size(), MSG_DONTWAIT) > 0) {}
        linger wait{.l_onoff = 1, .l_linger = 60};
        REQUIRE(::setsockopt(ours.get(), SOL_SOCKET, SO_LINGER, &wait, sizeof wait) == 0);
    }
    UniqueFd ours{}, others{};
};

void send_with(int socket, std::string text, int fd) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
    iovec bytes{text.data(), text.size()};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
    REQUIRE(::sendmsg(socket, &message, 0) > 0);
}

/// The two ends of a notification socket.
struct Ends {
    Ends() {
        int ends[2], yes = 1;
        REQUIRE(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends) == 0);
        REQUIRE(::setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) == 0);
        ours = UniqueFd(ends[0]);
        inside = UniqueFd(ends[1]);
    }
    UniqueFd ours{}, inside{};
};

}  // namespace

TEST_CASE("ready watch: who sends a descriptor whose close waits does not keep the supervisor waiting") {
    auto begin = std::chrono::steady_clock::now();
    Ends ends;
    {
        Lingering connection;
        send_with(ends.inside.get(), "READY=1", connection.ours.get());
        connection.ours.reset();
        auto watch = ReadyWatch::start(ends.ours.get(), true).value();
        auto line = watch.to_poll();
        if (::poll(&line, 1, 500) > 0) watch.serve(line.revents, Child());
    }
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("ready watch: what comes is read, and those who say that they are ready are named") {
    Ends ends;
    auto watch = ReadyWatch::start(ends.ours.get(), false).value();
    for (int message = 0; message < 5000; ++message) REQUIRE(::send(ends.inside.get(), "STATUS=up", 9, 0) == 9);
    REQUIRE(::send(ends.inside.get(), "STATUS=up\nREADY=1\n", 18, 0) == 18);
    auto line = watch.to_poll();
    REQUIRE(::poll(&line, 1, 20'000) == 1);
    pid_t sender = 0;
    REQUIRE(::read(line.fd, &sender, sizeof sender) == sizeof sender);
    CHECK(sender == ::getpid());
}

TEST_CASE("ready watch: that nobody reads what PID 1 says is an error where the service manager waits for it") {
    Ends ends;
    FewDescriptors few;
    auto watch = ReadyWatch::start(ends.ours.get(), true);
    REQUIRE_FALSE(watch);
    CHECK(watch.error().code() == EMFILE);
    CHECK(ReadyWatch::start(ends.ours.get(), false));
}

TEST_CASE("ready watch: if who reads is killed before PID 1 is ready, that is noted") {
    for (bool passes_on : {true, false}) {
        Ends ends;
        auto watch = ReadyWatch::start(ends.ours.get(), passes_on).value();
        auto self = std::to_string(::getpid());
        auto reader = parse_number(split(read_file("/proc/" + self + "/task/" + self + "/children").value(), ' ').at(0));
        REQUIRE(reader);
        ::kill(static_cast<pid_t>(*reader), SIGKILL);
        auto line = watch.to_poll();
        REQUIRE(::poll(&line, 1, 20'000) == 1);
        watch.serve(line.revents, Child());
        CHECK(watch.to_poll().fd == -1);
        auto notes = watch.take_notes();
        REQUIRE(notes.size() == (passes_on ? 1 : 0));
        if (passes_on) CHECK(notes[0] == "Exec.NotifyReady: the process that listens inside was killed: the service manager is not told that it is ready");
    }
}
