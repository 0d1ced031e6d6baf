// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_socket.hh"

#include "journald_double.hh"
#include "tests/unit/runtime/journal_field.hh"

using namespace sandbox;
using namespace std::chrono_literals;
using journal::Level;

static const JournalOwner kOwner{.name = "box", .unit = "web", .invocation = "0123"};

TEST_CASE("journal socket: an entry has the line, its priority and fields of ours, and many come in one datagram in their order") {
    JournaldDouble journald;
    auto socket = *JournalSocket::open({.identifier = "id", .fields = {{"A", "1\n2"}}}, kOwner, journald.path());
    for (int line = 0; line < 100; ++line) socket.add(line == 7 ? Level::error : Level::info, "line " + std::to_string(line));
    CHECK(socket.send());
    CHECK(socket.is_idle());
    auto entries = journald.take();
    REQUIRE(entries.size() == 100);
    CHECK(journald.datagrams == 1);
    CHECK(entries[7] == JournaldDouble::Entry{{"MESSAGE", "line 7"}, {"PRIORITY", "3"}, {"SYSLOG_IDENTIFIER", "id"}, {"SYSLOG_FACILITY", "3"},
                                              {"SANDBOX_NAME", "box"}, {"SANDBOX_UNIT", "web"}, {"SANDBOX_INVOCATION", "0123"}, {"A", "1\n2"}});
    for (int line = 0; line < 100; ++line) CHECK(entries[static_cast<std::size_t>(line)]["MESSAGE"] == "line " + std::to_string(line));
}

TEST_CASE("journal socket: what is beyond the rate is dropped, and how much that was is said in the end") {
    JournaldDouble journald;
    auto socket = *JournalSocket::open({.rate_interval = 1h, .rate_burst = 3}, kOwner, journald.path());
    for (int line = 0; line < 10; ++line) socket.add(Level::info, "x");
    socket.add({.level = Level::info, .fields = "MESSAGE=y\n"});
    socket.refuse();
    socket.finish();
    auto entries = journald.take();
    REQUIRE(entries.size() == 5);
    CHECK(entries[3]["MESSAGE"] == "8 lines were dropped: Journal.LogRateLimitBurst");
    CHECK(entries[3]["PRIORITY"] == "4");
    CHECK(entries[4]["MESSAGE"] == "1 messages were dropped: longer than Journal.PrivateSyslog takes, or no entries");
}

TEST_CASE("journal socket: how the run ended has fields of its own, and is not among what the sandbox wrote") {
    JournaldDouble journald;
    auto socket = *JournalSocket::open({.level_max = Level::notice, .fields = {{"A", "1"}}, .rate_interval = 1h, .rate_burst = 1}, kOwner, journald.path());
    socket.add(Level::error, "line");
    socket.say_end(Level::info, "chat", {});
    socket.say_end(Level::notice, "over", {{"EXIT_STATUS", "1"}});
    socket.finish();
    auto entries = journald.take();
    REQUIRE(entries.size() == 2);
    CHECK(entries[1] == JournaldDouble::Entry{{"MESSAGE", "over"}, {"PRIORITY", "5"}, {"EXIT_STATUS", "1"}, {"SYSLOG_IDENTIFIER", "box"},
                                              {"SYSLOG_FACILITY", "3"}, {"SANDBOX_NAME", "box"}, {"SANDBOX_UNIT", "web"},
                                              {"SANDBOX_ENDED", "0123"}, {"A", "1"}});
}

TEST_CASE("journal socket: what matters less than is wanted is neither written nor counted") {
    JournaldDouble journald;
    auto socket = *JournalSocket::open({.level_max = Level::warning, .rate_interval = 1h, .rate_burst = 1}, kOwner, journald.path());
    socket.add(Level::info, "chat");
    socket.add({.level = Level::debug, .fields = "MESSAGE=y\n"});
    socket.add(Level::error, "trouble");
    socket.finish();
    auto entries = journald.take();
    REQUIRE(entries.size() == 1);
    CHECK(entries[0]["MESSAGE"] == "trouble");
}

TEST_CASE("journal socket: what is too long for a datagram goes as a sealed file, and the fields of ours stand behind those from inside") {
    JournaldDouble journald;
    auto socket = *JournalSocket::open({}, kOwner, journald.path());
    std::string longest(12 << 20, 'x');
    socket.add({.level = Level::info, .fields = print_field("MESSAGE", longest)});
    socket.finish();
    auto entries = journald.take();
    REQUIRE(entries.size() == 1);
    CHECK(journald.files == 1);
    CHECK(entries[0]["MESSAGE"] == longest);
    CHECK(entries[0]["SANDBOX_NAME"] == "box");
}

TEST_CASE("journal socket: a journald that was started anew gets the rest, and nobody waits for one that takes nothing") {
    JournaldDouble journald;
    auto socket = *JournalSocket::open({}, kOwner, journald.path());
    journald.listen();
    socket.add(Level::info, "after");
    CHECK(socket.send());
    CHECK(journald.take().size() == 1);
    for (int line = 0; line < 20000; ++line) socket.add(Level::info, std::string(1000, 'x'));
    CHECK_FALSE(socket.send());
    auto entries = journald.take();
    while (!socket.send())
        for (auto& entry : journald.take()) entries.push_back(std::move(entry));
    for (auto& entry : journald.take()) entries.push_back(std::move(entry));
    CHECK(entries.size() == 20000);
}

TEST_CASE("journal socket: what was lost while no journald was there is said to the next one") {
    JournaldDouble journald;
    auto socket = *JournalSocket::open({}, kOwner, journald.path());
    journald.close();
    socket.add(Level::info, "lost");
    CHECK(socket.send());
    journald.listen();
    socket.add(Level::info, "after");
    socket.finish();
    auto entries = journald.take();
    REQUIRE(entries.size() == 2);
    CHECK(entries[0]["MESSAGE"] == "lines before this one were lost: journald did not take them");
    CHECK(entries[1]["MESSAGE"] == "after");
}

TEST_CASE("journal socket: the less room entries leave, the fewer bytes are welcome") {
    JournaldDouble journald;
    CHECK(JournalSocket::open({}, kOwner, journald.path())->room() == 65536);
    auto many = *JournalSocket::open({.fields = {{"A", std::string(1 << 20, 'x')}}}, kOwner, journald.path());
    CHECK(many.room() == 512);
}
