// SPDX-License-Identifier: LGPL-2.1-or-later
/// journal_bench SANDBOX_RUN [ROUNDS [LINES]]: lines a second into a journald that only counts, by four ways in turn: a raw writer of
/// batches on a stream, a sandbox whose output is such a stream, a sandbox whose lines become entries, and sd_journal_sendv(3) with the
/// same fields. Ratios are medians over the rounds. Root only: the counting journald stands where the real one is, in a mount namespace.
/// Exit status: 0 if both goals are met, 1 if not.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kDirectory = "/run/systemd/journal";
constexpr std::string_view kLine = "a line of about the length that the lines of a program's log have, with a number: ";
constexpr std::string_view kNumber = " number: ";  ///< of each line once
constexpr std::size_t kBatch = 65536;

[[noreturn]] void die(const std::string& what) {
    std::perror(("journal_bench: " + what).c_str());
    std::exit(2);
}

std::string line_of(long number) {
    char digits[24];
    std::snprintf(digits, sizeof digits, "%08ld", number);
    return std::string(kLine) + digits;
}

void write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) die("write");
        if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

/// What every writer does, whatever its output is.
void write_lines(int fd, long lines) {
    std::string batch;
    for (long line = 0; line < lines; ++line) {
        batch += line_of(line) + "\n";
        if (batch.size() < kBatch) continue;
        write_all(fd, batch);
        batch.clear();
    }
    write_all(fd, batch);
}

sockaddr_un address_of(const char* name) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", kDirectory, name);
    return address;
}

int open_socket(int type, const char* name, int (*with)(int, const sockaddr*, socklen_t)) {
    int socket = ::socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
    auto address = address_of(name);
    if (socket < 0 || with(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0) die(name);
    return socket;
}

/// Entries and lines as they come, and when the first and the last came.
struct Count {
    long lines = 0;
    Clock::time_point first{}, last{};

    /// What comes before the first line (the head of a stream) is not the writer's time.
    void add(long more) {
        if (more == 0) return;
        last = Clock::now();
        if (lines == 0) first = last;
        lines += more;
    }
    double rate() const { return static_cast<double>(lines) / std::chrono::duration<double>(last - first).count(); }
};

long count_of(std::string_view bytes, std::string_view what) {
    long count = 0;
    for (const char* at = bytes.data(), *end = at + bytes.size();; ++count) {
        const void* found = ::memmem(at, static_cast<std::size_t>(end - at), what.data(), what.size());
        if (found == nullptr) return count;
        at = static_cast<const char*>(found) + what.size();
    }
}

/// The lines that come before the writer ends, or all of them.
Count count_lines(int entries, int streams, long wanted) {
    static char buffer[1 << 20];
    Count count;
    std::vector<pollfd> fds{{entries, POLLIN, 0}, {streams, POLLIN, 0}};
    while (count.lines < wanted) {
        if (::poll(fds.data(), fds.size(), 20'000) <= 0) die("nothing came");
        if (fds[0].revents != 0) {
            ssize_t length = ::recv(entries, buffer, sizeof buffer, 0);
            if (length > 0) count.add(count_of({buffer, static_cast<std::size_t>(length)}, kNumber));
        }
        for (std::size_t client = 2; client < fds.size(); ++client) {
            if (fds[client].revents == 0) continue;
            ssize_t length = ::read(fds[client].fd, buffer, sizeof buffer);
            if (length > 0) {
                std::string_view bytes(buffer, static_cast<std::size_t>(length));
                bool is_head = count.lines == 0 && bytes.find(kNumber) == bytes.npos;
                count.add(is_head ? 0 : std::ranges::count(bytes, '\n'));
            } else {
                ::close(fds[client].fd);
                fds[client].fd = -1;
            }
        }
        if (fds[1].revents != 0) fds.push_back({::accept4(streams, nullptr, nullptr, SOCK_CLOEXEC), POLLIN, 0});
    }
    for (std::size_t client = 2; client < fds.size(); ++client)
        if (fds[client].fd >= 0) ::close(fds[client].fd);
    return count;
}

void send_by_libsystemd(long lines) {
    std::string others[] = {"PRIORITY=6", "SYSLOG_IDENTIFIER=bench", "SYSLOG_FACILITY=3", "SANDBOX_NAME=bench",
                            "SANDBOX_INVOCATION=0123456789abcdef0123456789abcdef"};
    for (long line = 0; line < lines; ++line) {
        std::string message = "MESSAGE=" + line_of(line);
        iovec fields[6]{{message.data(), message.size()}};
        for (std::size_t field = 0; field < 5; ++field) fields[field + 1] = {others[field].data(), others[field].size()};
        if (int error = ::sd_journal_sendv(fields, 6); error < 0) errno = -error, die("sd_journal_sendv");
    }
}

/// With the room that libsystemd and we ask for.
void write_raw(long lines) {
    int socket = open_socket(SOCK_STREAM, "stdout", ::connect), room = 8 << 20;
    ::setsockopt(socket, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
    write_lines(socket, lines);
}

struct Way {
    const char* name;
    enum class Kind { raw, stream, entries, libsystemd } kind;
    std::vector<double> rates{};
};

std::string self() {
    char path[4096]{};
    if (::readlink("/proc/self/exe", path, sizeof path - 1) < 0) die("readlink");
    return path;
}

[[noreturn]] void run_sandbox(const char* sandbox_run, bool is_stream, long lines) {
    // Who has a manager is a service, whose output is a stream.
    if (is_stream) ::setenv("NOTIFY_SOCKET", "/run/systemd/journal/nobody", 1);
    int null = ::open("/dev/null", O_RDWR);
    for (int fd : {0, 1}) ::dup2(null, fd);
    auto bind = "Files.BindReadOnly=[\"" + self() + "\"]";
    auto count = std::to_string(lines);
    std::vector<const char*> words{sandbox_run, "-p", "Exec.StandardOutput=\"journal\"", "-p", "Journal.SyslogIdentifier=bench", "-p", bind.c_str()};
    if (!is_stream) words.insert(words.end(), {"-p", "Journal.LogRateLimitBurst=0"});
    auto program = self();
    words.insert(words.end(), {"--", program.c_str(), "--write", count.c_str(), nullptr});
    ::execv(sandbox_run, const_cast<char* const*>(words.data()));
    die(sandbox_run);
}

double measure(Way::Kind kind, const char* sandbox_run, long lines) {
    for (const char* name : {"socket", "stdout"}) ::unlink((std::string(kDirectory) + "/" + name).c_str());
    int entries = open_socket(SOCK_DGRAM, "socket", ::bind), streams = open_socket(SOCK_STREAM, "stdout", ::bind);
    if (::listen(streams, 8) < 0) die("listen");
    pid_t writer = ::fork();
    if (writer < 0) die("fork");
    if (writer == 0) {
        if (kind == Way::Kind::stream || kind == Way::Kind::entries) run_sandbox(sandbox_run, kind == Way::Kind::stream, lines);
        if (kind == Way::Kind::raw) write_raw(lines);
        else send_by_libsystemd(lines);
        ::_exit(0);
    }
    auto count = count_lines(entries, streams, lines);
    ::close(entries);
    ::close(streams);
    int status = 0;
    ::waitpid(writer, &status, 0);
    if (status != 0) std::fprintf(stderr, "journal_bench: a writer failed: %x\n", static_cast<unsigned>(status)), std::exit(2);
    return count.rate();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// The median over the rounds of one's rate divided by the other's in the same round.
double ratio(const Way& one, const Way& other) {
    std::vector<double> ratios;
    for (std::size_t round = 0; round < one.rates.size(); ++round) ratios.push_back(one.rates[round] / other.rates[round]);
    return median(std::move(ratios));
}

/// A place of our own, with the queue that systemd gives datagrams at boot.
void enter_namespaces() {
    if (::unshare(CLONE_NEWNS | CLONE_NEWNET) < 0) die("unshare (root only)");
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) < 0 || ::mount("tmpfs", "/run", "tmpfs", 0, nullptr) < 0) die("mount");
    for (const char* path : {"/run/systemd", kDirectory}) ::mkdir(path, 0755);
    int file = ::open("/proc/sys/net/unix/max_dgram_qlen", O_WRONLY);
    if (file >= 0 && ::write(file, "512", 3) != 3) std::fputs("journal_bench: max_dgram_qlen stays what it is\n", stderr);
    ::close(file);
}

bool tell(const char* text, double found, double goal) {
    std::printf("%-48s %6.2f  goal %.2f  %s\n", text, found, goal, found >= goal ? "met" : "MISSED");
    return found >= goal;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--write") return write_lines(1, std::atol(argv[2])), 0;
    if (argc < 2) return std::fputs("usage: journal_bench SANDBOX_RUN [ROUNDS [LINES]]\n", stderr), 2;
    long rounds = argc > 2 ? std::atol(argv[2]) : 15, lines = argc > 3 ? std::atol(argv[3]) : 400'000;
    enter_namespaces();
    Way ways[] = {{"raw batched stream writer", Way::Kind::raw}, {"sandbox, stream", Way::Kind::stream},
                  {"sandbox, entries", Way::Kind::entries}, {"sd_journal_sendv", Way::Kind::libsystemd}};
    // The first round is not counted; each begins with another way.
    for (long round = -1; round < rounds; ++round)
        for (std::size_t turn = 0; turn < std::size(ways); ++turn) {
            Way& way = ways[(turn + static_cast<std::size_t>(round + 1)) % std::size(ways)];
            double rate = measure(way.kind, argv[1], lines);
            if (round >= 0) way.rates.push_back(rate);
        }
    std::printf("%ld lines into a journald that only counts, %ld rounds\n%-28s %14s %14s %14s\n", lines, rounds, "lines a second", "median", "least", "most");
    for (const Way& way : ways)
        std::printf("%-28s %14.0f %14.0f %14.0f\n", way.name, median(way.rates), *std::ranges::min_element(way.rates), *std::ranges::max_element(way.rates));
    bool is_met = tell("stream / raw batched stream writer", ratio(ways[1], ways[0]), 0.95);
    is_met = tell("entries / sd_journal_sendv", ratio(ways[2], ways[3]), 1.5) && is_met;
    return is_met ? 0 : 1;
}
