// SPDX-License-Identifier: LGPL-2.1-or-later
//
// storm [--seed N] [--within MILLISECONDS] KILL|SIGNALS|RACE COUNT -- PROGRAM [ARGUMENT]...
//
// Starts a program COUNT times. KILL: it gets SIGKILL up to 50 ms after its start, and of all that it started nothing may
// be there two seconds later. SIGNALS: it gets SIGTERM, SIGINT or SIGHUP then, and must have ended within the time given
// (1000 ms); "{}" in an argument is the number of the start. RACE: in each of COUNT rounds it is started 64 times at once, and
// all but one must end with status 125. The program is one that would stay for long. To be run in a pid namespace of its own, or by somebody who
// starts nothing else: what is left over is found by being our child.

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kWindow = 50000us;
constexpr auto kMayOutlive = 2s;
constexpr int kRound = 100;  ///< so many starts are looked at together

struct Storm {
    int count = 0;
    std::chrono::milliseconds within{1000};
    char** program = nullptr;
    std::mt19937 random{1};
};

std::string numbered(std::string word, int number) {
    if (auto at = word.find("{}"); at != word.npos) word.replace(at, 2, std::to_string(number));
    return word;
}

pid_t start(char** program, int number) {
    pid_t pid = ::fork();
    if (pid != 0) return pid;
    std::vector<std::string> words;
    for (char** word = program; *word != nullptr; ++word) words.push_back(numbered(*word, number));
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::setsid();
    int null = ::open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; ++fd) ::dup2(null, fd);
    ::close(null);
    ::execv(arguments[0], arguments.data());
    ::_exit(99);
}

std::chrono::microseconds moment(Storm& storm) {
    return std::chrono::microseconds(std::uniform_int_distribution<long>(0, kWindow.count())(storm.random));
}

/// Waits for a process, or with -1 for any; 0: none within the time.
pid_t wait_for(pid_t pid, Clock::time_point deadline, int& status) {
    for (;;) {
        pid_t found = ::waitpid(pid, &status, WNOHANG);
        if (found != 0 || Clock::now() > deadline) return found;
        std::this_thread::sleep_for(500us);
    }
}

/// Our children: orphans come to us. They are killed.
int kill_children() {
    int count = 0;
    DIR* stream = ::opendir("/proc");
    while (const dirent* entry = ::readdir(stream)) {
        std::ifstream file("/proc/" + std::string(entry->d_name) + "/stat");
        std::string line;
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9' || !std::getline(file, line)) continue;
        int parent = 0;
        if (std::sscanf(line.c_str() + line.rfind(')') + 2, "%*c %d", &parent) != 1 || parent != ::getpid()) continue;
        std::printf("# left: %s\n", line.substr(0, line.rfind(')') + 3).c_str());
        ::kill(std::atoi(entry->d_name), SIGKILL);
        ++count;
    }
    ::closedir(stream);
    return count;
}

/// Whether all that was started has gone in time.
int survivors() {
    auto deadline = Clock::now() + kMayOutlive;
    int status = 0;
    pid_t pid;
    while ((pid = wait_for(-1, deadline, status)) > 0) {}
    if (pid < 0) return 0;
    int left = kill_children();
    while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {}
    return left;
}

int kill_storm(Storm& storm) {
    int left = 0, late = 0;
    for (int number = 1; number <= storm.count; ++number) {
        pid_t pid = start(storm.program, number);
        std::this_thread::sleep_for(moment(storm));
        ::kill(pid, SIGKILL);
        int status = 0;
        ::waitpid(pid, &status, 0);
        late += !WIFSIGNALED(status);  // it had ended by itself: no proof of anything
        if (number % kRound == 0 || number == storm.count) left += survivors();
    }
    std::printf("# %d starts and kill -9: %d left over after 2 s, %d had ended before\n", storm.count, left, late);
    return left > 0 || late > storm.count / 10;
}

int signal_storm(Storm& storm) {
    constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};
    int ignored = 0;
    Clock::duration slowest{};
    for (int number = 0; number < storm.count; ++number) {
        pid_t pid = start(storm.program, number);
        std::this_thread::sleep_for(moment(storm));
        int signal = kSignals[number % 3];
        auto sent = Clock::now();
        ::kill(pid, signal);
        int status = 0;
        bool ended = wait_for(pid, sent + storm.within, status) == pid;
        slowest = std::max(slowest, Clock::now() - sent);
        bool by_it = WIFSIGNALED(status) ? WTERMSIG(status) == signal : WEXITSTATUS(status) == 128 + signal || WEXITSTATUS(status) == 125;
        if (!ended) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, &status, 0);
        }
        if (!ended || !by_it) std::printf("# start %d, signal %d: %s, status %#x\n", number, signal, ended ? "ended otherwise" : "ignored", status);
        ignored += !ended || !by_it;
    }
    int left = survivors();
    std::printf("# %d signals during start-up: %d not honoured within %ld ms, slowest %ld ms, %d left over\n", storm.count, ignored,
                storm.within.count(), std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count(), left);
    return ignored > 0 || left > 0;
}

/// One winner, who stays, and 63 who are told that the name is taken.
bool is_won_once(Storm& storm, int round) {
    constexpr int kRunners = 64;
    std::vector<pid_t> runners;
    for (int runner = 0; runner < kRunners; ++runner) runners.push_back(start(storm.program, round));
    auto deadline = Clock::now() + 30s;
    int refused = 0, status = 0;
    while (refused < kRunners - 1) {
        pid_t pid = wait_for(-1, deadline, status);
        bool is_refused = pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 125;
        if (!is_refused) std::printf("# round %d: %s, status %#x, after %d were refused\n", round, pid > 0 ? "one ended otherwise" : "too many stay", status, refused);
        if (!is_refused) break;
        std::erase(runners, pid);
        ++refused;
    }
    bool is_winner_there = refused == kRunners - 1 && ::waitpid(runners[0], &status, WNOHANG) == 0;
    for (pid_t pid : runners) ::kill(pid, SIGTERM);
    int left = survivors();
    if (!is_winner_there || left > 0) std::printf("# round %d: %d refused, %d left over\n", round, refused, left);
    return is_winner_there && left == 0;
}

int race(Storm& storm) {
    int bad = 0;
    for (int round = 1; round <= storm.count; ++round) bad += !is_won_once(storm, round);
    std::printf("# %d rounds of 64 starts at once: %d without exactly one winner\n", storm.count, bad);
    return bad > 0;
}

}  // namespace

int main(int argc, char** argv) {
    Storm storm;
    int next = 1;
    for (; next + 1 < argc && argv[next][0] == '-'; next += 2) {
        if (std::strcmp(argv[next], "--seed") == 0) storm.random.seed(static_cast<unsigned>(std::atoi(argv[next + 1])));
        if (std::strcmp(argv[next], "--within") == 0) storm.within = std::chrono::milliseconds(std::atoi(argv[next + 1]));
    }
    if (argc - next < 4 || std::strcmp(argv[next + 2], "--") != 0) {
        std::fprintf(stderr, "Usage: storm [--seed N] [--within MILLISECONDS] KILL|SIGNALS|RACE COUNT -- PROGRAM [ARGUMENT]...\n");
        return 2;
    }
    std::string kind = argv[next];
    storm.count = std::atoi(argv[next + 1]);
    storm.program = argv + next + 3;
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    // nohup(1) and background jobs ignore them. Here, for a child may get one before it has done anything.
    for (int signal : {SIGTERM, SIGINT, SIGHUP}) ::signal(signal, SIG_DFL);
    if (kind == "RACE") return race(storm);
    return kind == "KILL" ? kill_storm(storm) : signal_storm(storm);
}
