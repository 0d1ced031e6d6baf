// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/rest.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <algorithm>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;

namespace {

/// KiB of anonymous memory that a process has.
std::uint64_t memory_of(pid_t process) {
    auto status = read_file("/proc/" + std::to_string(process) + "/status");
    REQUIRE(status);
    auto text = std::string_view(*status).substr(status->find("RssAnon:"));
    text.remove_prefix(text.find_first_of("0123456789"));
    return parse_number(text.substr(0, text.find(' '))).value();
}

struct Line {
    UniqueFd reading{}, writing{};
    Line() {
        int ends[2];
        REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
        reading = UniqueFd(ends[0]), writing = UniqueFd(ends[1]);
    }
    pollfd to_poll() const { return {reading.get(), POLLIN, 0}; }
};

std::vector<std::string> words(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::string> all;
    for (int count = 0; count < 3000; ++count) all.push_back(std::string(random() % 60, static_cast<char>('a' + random() % 26)));
    return all;
}

int number_in_data = 4711;
int number_in_bss;

/// A process that has much, rests until its line has something, and says whether it still has it.
[[noreturn]] void have_and_rest(const Line& line, const Line& ready, int rounds) {
    int numbers[5000];
    for (int& one : numbers) one = static_cast<int>(&one - numbers) * 31;
    auto before = words(1);
    std::vector<std::string> freed = words(2);
    for (std::size_t one = 0; one < freed.size(); one += 2) freed[one] = std::string();
    number_in_data = 42, number_in_bss = 43;
    bool is_good = true;
    for (int round = 0; round < rounds; ++round) {
        is_good = is_good && ::write(ready.writing.get(), "r", 1) == 1;
        std::vector<pollfd> lines{line.to_poll(), {-1, 0, 0}};
        is_good = is_good && poll_at_rest(lines, round % 2 == 0 ? -1 : 60'000) == 1 && lines[0].revents == POLLIN && lines[1].revents == 0;
        char byte;
        is_good = is_good && ::read(line.reading.get(), &byte, 1) == 1;
        is_good = is_good && before == words(1) && number_in_data == 42 && number_in_bss == 43;
        before.push_back(std::to_string(round)), before.pop_back();
        for (int& one : numbers) is_good = is_good && one == static_cast<int>(&one - numbers) * 31;
    }
    ::_exit(is_good ? 0 : 1);
}

/// Whether it comes to have 100 KiB less.
bool is_resting(pid_t process, std::uint64_t before) {
    for (int attempt = 0; attempt < 1000; ++attempt) {
        if (memory_of(process) + 100 < before) return true;
        ::usleep(10'000);
    }
    return false;
}

}  // namespace

TEST_CASE("rest: what is put away comes back as it was, as often as it goes") {
    Line line, ready;
    constexpr int kRounds = 3;
    pid_t process = ::fork();
    if (process == 0) have_and_rest(line, ready, kRounds);
    for (int round = 0; round < kRounds; ++round) {
        char byte;
        REQUIRE(::read(ready.reading.get(), &byte, 1) == 1);
        auto before = memory_of(process);
        CHECK(is_resting(process, before));
        REQUIRE(::write(line.writing.get(), "x", 1) == 1);
    }
    int status = -1;
    REQUIRE(::waitpid(process, &status, 0) == process);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("rest: it is poll: what is ready is told at once, and a time is a time") {
    Line line, other;
    REQUIRE(::write(other.writing.get(), "x", 1) == 1);
    pollfd lines[]{line.to_poll(), other.to_poll()};
    CHECK(poll_at_rest(lines, -1) == 1);
    CHECK(lines[0].revents == 0);
    CHECK(lines[1].revents == POLLIN);
    CHECK(poll_at_rest(std::span(lines).first(1), 0) == 0);
    CHECK(poll_at_rest(std::span(lines).first(1), 50) == 0);
    timespec start{}, end{};
    ::clock_gettime(CLOCK_MONOTONIC, &start);
    CHECK(poll_at_rest(std::span(lines).first(1), 1500) == 0);
    ::clock_gettime(CLOCK_MONOTONIC, &end);
    auto took = (end.tv_sec - start.tv_sec) * 1000 + (end.tv_nsec - start.tv_nsec) / 1'000'000;
    CHECK(took >= 1500);
    CHECK(took < 4000);
}

TEST_CASE("rest: more lines than it can put away are waited for all the same") {
    Line line;
    std::vector<pollfd> lines(40, pollfd{-1, 0, 0});
    lines.push_back(line.to_poll());
    pid_t writer = ::fork();
    if (writer == 0) ::_exit(::usleep(700'000) == 0 && ::write(line.writing.get(), "x", 1) == 1 ? 0 : 1);
    CHECK(poll_at_rest(lines, -1) == 1);
    CHECK(lines.back().revents == POLLIN);
    REQUIRE(::waitpid(writer, nullptr, 0) == writer);
}
