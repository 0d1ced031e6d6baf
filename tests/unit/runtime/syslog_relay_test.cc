// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/syslog_relay.hh"

#include "journald_double.hh"

#include <fcntl.h>
#include <sys/mman.h>

using namespace sandbox;
using namespace std::chrono_literals;
using Entries = std::vector<JournaldDouble::Entry>;

namespace {

/// The relay with its sockets, and the other ends of them.
struct Inside {
    explicit Inside(const journal::Entries& wanted = {}) {
        auto sockets = journal::Sockets{pair(SOCK_DGRAM, entries), pair(SOCK_DGRAM, syslog), UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0))};
        sockaddr_un any{.sun_family = AF_UNIX, .sun_path = {}};
        REQUIRE(::bind(sockets.lines.get(), reinterpret_cast<const sockaddr*>(&any), sizeof(sa_family_t)) == 0);
        REQUIRE(::listen(sockets.lines.get(), 64) == 0);
        length = sizeof address;
        REQUIRE(::getsockname(sockets.lines.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0);
        relay = *SyslogRelay::make(wanted, {"box", "web", "0123"}, std::move(sockets), journald.path());
    }
    static UniqueFd pair(int type, UniqueFd& other) {
        int ends[2];
        REQUIRE(::socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, ends) == 0);
        other = UniqueFd(ends[0]);
        return UniqueFd(ends[1]);
    }
    UniqueFd connect() const {
        UniqueFd client(::socket(AF_UNIX, SOCK_STREAM, 0));
        REQUIRE(::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), length) == 0);
        return client;
    }
    void serve() const {
        std::vector<pollfd> lines;
        relay->wait_for(lines);
        REQUIRE(::poll(lines.data(), lines.size(), 0) >= 0);
        relay->serve(lines);
    }
    static void send(const UniqueFd& to, std::string_view bytes) { REQUIRE(::send(to.get(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size())); }
    void send_file(int file) const { send_files({file}); }
    void send_files(const std::vector<int>& files) const {
        alignas(cmsghdr) char control[CMSG_SPACE(8 * sizeof(int))]{};
        auto size = files.size() * sizeof(int);
        msghdr message{};
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(size);
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(size);
        std::memcpy(CMSG_DATA(header), files.data(), size);
        REQUIRE(::sendmsg(entries.get(), &message, 0) == 0);
    }
    JournaldDouble journald{};
    UniqueFd entries{}, syslog{};
    sockaddr_un address{};
    socklen_t length = 0;
    std::unique_ptr<SyslogRelay> relay{};
};

int open_descriptors() {
    int count = 0;
    for (int fd = 0; fd < 1024; ++fd) count += ::fcntl(fd, F_GETFD) >= 0;
    return count;
}

}  // namespace

TEST_CASE("syslog relay: what comes by each of the three sockets goes on with the fields of ours") {
    Inside inside;
    Inside::send(inside.entries, "MESSAGE=native\nCODE_LINE=3\nSANDBOX_NAME=other\n_UID=0\nPRIORITY=4\n");
    Inside::send(inside.syslog, "<11>Nov 26 10:00:00 cron[7]: classic");
    auto client = inside.connect();
    Inside::send(client, "cat\n\n5\n0\n0\n0\n0\nstreamed\n");
    inside.serve();
    inside.serve();
    client.reset();
    inside.relay->finish();
    auto taken = inside.journald.take();
    REQUIRE(taken.size() == 3);
    JournaldDouble::Entry ours{{"SANDBOX_NAME", "box"}, {"SANDBOX_UNIT", "web"}, {"SANDBOX_INVOCATION", "0123"}};
    auto with = [&](JournaldDouble::Entry entry) { return entry.insert(ours.begin(), ours.end()), entry; };
    CHECK(taken[0] == with({{"MESSAGE", "native"}, {"CODE_LINE", "3"}, {"PRIORITY", "4"}, {"SYSLOG_IDENTIFIER", "box"}, {"SYSLOG_FACILITY", "1"}}));
    CHECK(taken[1] == with({{"MESSAGE", "classic"}, {"PRIORITY", "3"}, {"SYSLOG_IDENTIFIER", "cron"}, {"SYSLOG_FACILITY", "1"}, {"SYSLOG_PID", "7"}}));
    CHECK(taken[2] == with({{"MESSAGE", "streamed"}, {"PRIORITY", "5"}, {"SYSLOG_IDENTIFIER", "cat"}, {"SYSLOG_FACILITY", "1"}}));
}

TEST_CASE("syslog relay: an entry in a sealed file is taken, and any other descriptor is closed unread") {
    Inside inside;
    int before = open_descriptors();
    UniqueFd sealed(::memfd_create("entry", MFD_ALLOW_SEALING)), open(::memfd_create("entry", MFD_ALLOW_SEALING)), null(::open("/dev/zero", O_RDONLY));
    std::string_view entry = "MESSAGE=in a file\n";
    for (const UniqueFd* file : {&sealed, &open}) REQUIRE(::write(file->get(), entry.data(), entry.size()) == static_cast<ssize_t>(entry.size()));
    REQUIRE(::fcntl(sealed.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0);
    for (const UniqueFd* file : {&sealed, &open, &null}) inside.send_file(file->get());
    for (UniqueFd* file : {&sealed, &open, &null}) file->reset();
    inside.relay->finish();
    CHECK(open_descriptors() == before);
    auto taken = inside.journald.take();
    REQUIRE(taken.size() == 2);
    CHECK(taken[0]["MESSAGE"] == "in a file");
    CHECK(taken[1]["MESSAGE"] == "2 messages were dropped: longer than Journal.PrivateSyslog takes, or no entries");
}

TEST_CASE("syslog relay: of several descriptors in one message none stays open") {
    Inside inside;
    int before = open_descriptors();
    for (int message = 0; message < 3; ++message) inside.send_files({0, 1, 2, 0, 1, 2});
    inside.relay->finish();
    CHECK(open_descriptors() == before);
}

TEST_CASE("syslog relay: a file that is too large is not read") {
    Inside inside;
    UniqueFd huge(::memfd_create("entry", MFD_ALLOW_SEALING));
    REQUIRE(::ftruncate(huge.get(), 1LL << 40) == 0);
    REQUIRE(::fcntl(huge.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0);
    inside.send_file(huge.get());
    inside.relay->finish();
    auto taken = inside.journald.take();
    REQUIRE(taken.size() == 1);
    CHECK(taken[0]["MESSAGE"].starts_with("1 messages were dropped"));
}

TEST_CASE("syslog relay: of a message with ever so many entries some are taken, and that the rest was dropped is said") {
    Inside inside;
    std::string many;
    for (int entry = 0; entry < 2000; ++entry) many += "MESSAGE=x\n\n";
    Inside::send(inside.entries, many);
    inside.relay->finish();
    auto taken = inside.journald.take();
    REQUIRE(taken.size() == SyslogRelay::kMostEntries + 1);
    CHECK(taken.back()["MESSAGE"].starts_with("1 messages were dropped"));
}

TEST_CASE("syslog relay: who floods it with what is dropped does not keep it") {
    Inside inside({.rate_interval = 1h, .rate_burst = 1});
    for (int message = 0; message < 100; ++message) {
        while (::send(inside.syslog.get(), "<13>flood", 9, 0) > 0) {}
        inside.serve();
    }
    inside.relay->finish();
    auto taken = inside.journald.take();
    REQUIRE(taken.size() == 2);
    CHECK(taken[1]["MESSAGE"].ends_with(" lines were dropped: Journal.LogRateLimitBurst"));
}

TEST_CASE("syslog relay: there are so many connections, and the next is served once one has gone") {
    Inside inside;
    std::vector<UniqueFd> clients;
    for (std::size_t client = 0; client <= StreamServer::kMostClients; ++client) {
        clients.push_back(inside.connect());
        Inside::send(clients.back(), "c\n\n6\n0\n0\n0\n0\n" + std::to_string(client) + "\n");
    }
    auto served = [&] {
        Entries all;
        for (std::size_t round = 0; round < 3 * StreamServer::kMostClients; ++round) {
            inside.serve();
            for (auto& entry : inside.journald.take()) all.push_back(std::move(entry));
        }
        return all;
    };
    CHECK(served().size() == StreamServer::kMostClients);
    clients[0].reset();
    auto last = served();
    REQUIRE(last.size() == 1);
    CHECK(last[0]["MESSAGE"] == std::to_string(StreamServer::kMostClients));
}

TEST_CASE("syslog relay: who sends no header is hung up on") {
    Inside inside;
    auto client = inside.connect();
    Inside::send(client, std::string(4096, 'x'));
    for (int round = 0; round < 3; ++round) inside.serve();
    char byte;
    CHECK(::recv(client.get(), &byte, 1, MSG_DONTWAIT) <= 0);
    CHECK(::send(client.get(), "x", 1, MSG_NOSIGNAL) < 0);
}
