// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

#include "launch.hh"

using namespace sandbox::init;
using namespace sandbox::init::test;

namespace {

struct Failed {
    int error, exit_status;
    friend bool operator==(const Failed&, const Failed&) = default;
};

/// What a command that cannot be executed is told as.
Failed failure(const Launch& launch) {
    Sandbox sandbox(launch);
    int error = sandbox.expect(MessageKind::exec_failed).error;
    int status = sandbox.expect(MessageKind::ended).status;
    REQUIRE(WIFEXITED(status));
    CHECK(sandbox.wait() == 0);
    return {error, WEXITSTATUS(status)};
}

/// A directory with one of everything that PATH can meet.
class Tree {
public:
    Tree() {
        char name[] = "/tmp/sandbox-init-test-XXXXXX";
        REQUIRE(::mkdtemp(name) != nullptr);
        root_ = name;
        ::chmod(name, 0755);
        program("first/tool", "#!/bin/sh\necho first\n", 0644);
        program("second/tool", "#!/bin/sh\necho second\n", 0755);
        program("third/tool", "#!/bin/sh\necho third\n", 0755);
        program("first/only", "#!/bin/sh\necho only\n", 0644);
        program("first/text", "echo run by a shell\n", 0755);
        program("first/lost", "#!/no/such/interpreter\n", 0755);
        std::filesystem::create_directory(root_ + "/first/directory");
    }
    ~Tree() { std::filesystem::remove_all(root_); }
    Tree(const Tree&) = delete;

    std::string path(const std::string& below) const { return root_ + "/" + below; }

private:
    void program(const std::string& below, const std::string& text, mode_t mode) {
        std::filesystem::create_directories(std::filesystem::path(path(below)).parent_path());
        std::ofstream(path(below)) << text;
        ::chmod(path(below).c_str(), mode);
    }
    std::string root_;
};

Launch with_path(const std::string& command, const std::string& search) {
    return {.command = {command}, .environment = {"PATHS=/nowhere", "PATH=" + search}};
}

}  // namespace

TEST_CASE("init: the command's exit status arrives unchanged") {
    for (int status : {0, 1, 2, 63, 64, 77, 100, 124, 125, 126, 127, 128, 129, 137, 143, 200, 254, 255}) {
        CAPTURE(status);
        CHECK(run({.command = {"/bin/sh", "-c", "exit " + std::to_string(status)}}) == W_EXITCODE(status, 0));
    }
}

TEST_CASE("init: the signal that ended the command arrives unchanged") {
    for (int number : {SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2,
                       SIGPIPE, SIGALRM, SIGTERM, SIGSTKFLT, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSYS, 32, 33,
                       SIGRTMIN, SIGRTMAX}) {
        CAPTURE(number);
        int status = run({.command = {"/bin/sh", "-c", "kill -" + std::to_string(number) + " $$"}});
        REQUIRE(WIFSIGNALED(status));
        CHECK(WTERMSIG(status) == number);
    }
}

TEST_CASE("init: arguments, environment and working directory reach the command unchanged") {
    Launch launch{.command = {"/bin/sh", "-c", "printf '%s|' \"$@\" \"$A\" \"$B\"; pwd", "name", "", "two words", "\xff\n"},
                  .environment = {"A=", "B=b=c"},
                  .directory = "/usr"};
    CHECK(output_of(launch) == "|two words|\xff\n||b=c|/usr\n");
}

TEST_CASE("init: the command starts with no signal blocked, whatever init was started with") {
    for (bool bad : {false, true}) {
        Launch launch{.command = {"/bin/grep", "SigBlk", "/proc/self/status"}, .bad_signal_state = bad};
        CHECK(output_of(launch) == "SigBlk:\t0000000000000000\n");
    }
}

TEST_CASE("init: the command leads a group of its own, in init's session, which the launcher may have made") {
    for (bool made : {false, true}) {
        Launch launch{.command = {"/bin/sh", "-c", "read -r pid name state parent group session rest </proc/self/stat; "
                                                   "test $group = $pid && echo \"parent $parent session $session\""},
                      .own_proc = true,
                      .leads_session = made};
        CHECK(output_of(launch) == "parent 1 session 1\n");
    }
}

TEST_CASE("init: the command gets its own descriptors and none of init's") {
    Pipe extra = make_pipe();
    Launch launch{.command = payload_command("list-descriptors"), .extra = extra.write.get()};
    CHECK(output_of(launch) == "0 1 2 7 900 \n");
}

TEST_CASE("init: the usage of the command and what it waited for is told") {
    Sandbox sandbox({.command = {"/bin/sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; /bin/true"}});
    Message ended = sandbox.expect(MessageKind::ended);
    CHECK(ended.usage.user_microseconds + ended.usage.system_microseconds > 1000);
    CHECK(ended.usage.max_rss_kib > 100);
    CHECK(ended.usage.minor_faults > 50);
    CHECK(ended.error == 0);
    CHECK(ended.step == Step::none);
}

TEST_CASE("init: a command that is not there is 127") {
    Tree tree;
    CHECK(failure({.command = {"/no/such/command"}}) == Failed{ENOENT, kExitNotFound});
    CHECK(failure({.command = {"no-such-command"}}) == Failed{ENOENT, kExitNotFound});
    CHECK(failure({.command = {""}}) == Failed{ENOENT, kExitNotFound});
    CHECK(failure({.command = {tree.path("first/lost")}}) == Failed{ENOENT, kExitNotFound});
}

TEST_CASE("init: a command that cannot be executed is 126, and no shell is tried") {
    Tree tree;
    CHECK(failure({.command = {tree.path("first/directory")}}) == Failed{EACCES, kExitNotExecutable});
    CHECK(failure({.command = {tree.path("first/only")}}) == Failed{EACCES, kExitNotExecutable});
    CHECK(failure({.command = {tree.path("first/tool/below")}}) == Failed{ENOTDIR, kExitNotExecutable});
    CHECK(failure({.command = {tree.path("first/text")}}) == Failed{ENOEXEC, kExitNotExecutable});
    CHECK(failure(with_path("text", tree.path("first"))) == Failed{ENOEXEC, kExitNotExecutable});
    CHECK(failure({.command = {"/" + std::string(5000, 'x')}}) == Failed{ENAMETOOLONG, kExitNotExecutable});
}

TEST_CASE("init: PATH is searched in order, past what is not there or not executable") {
    Tree tree;
    std::string first = tree.path("first"), second = tree.path("second"), third = tree.path("third");
    CHECK(output_of(with_path("tool", second + ":" + third)) == "second\n");
    CHECK(output_of(with_path("tool", third + ":" + second)) == "third\n");
    CHECK(output_of(with_path("tool", first + ":" + second)) == "second\n");
    CHECK(output_of(with_path("tool", "/nowhere:" + second + "/tool:" + third)) == "third\n");
    CHECK(output_of(with_path("tool", "/" + std::string(5000, 'x') + ":" + third)) == "third\n");
}

TEST_CASE("init: a PATH on which the command is only found without permission is 126") {
    Tree tree;
    CHECK(failure(with_path("only", tree.path("first") + ":/nowhere")) == Failed{EACCES, kExitNotExecutable});
}

TEST_CASE("init: a name too long for its PATH entry is not found, one that just fits is") {
    Tree tree;
    // DIRECTORY/NAME and its NUL have PATH_MAX bytes: padded with slashes.
    std::string second = tree.path("second");
    auto padded = [&](std::size_t size) { return second + std::string(size - second.size(), '/'); };
    CHECK(output_of(with_path("tool", padded(4096 - 1 - 5))) == "second\n");
    CHECK(failure(with_path("tool", padded(4096 - 5))) == Failed{ENOENT, kExitNotFound});
    CHECK(failure(with_path(std::string(4096, 'x'), "/usr/bin")) == Failed{ENOENT, kExitNotFound});
}

TEST_CASE("init: an empty PATH entry is the working directory") {
    Tree tree;
    for (const char* search : {"", ":/nowhere", "/nowhere:", "/nowhere::/nowhere"}) {
        Launch launch = with_path("tool", search);
        launch.directory = tree.path("second");
        CHECK(output_of(launch) == "second\n");
    }
}

TEST_CASE("init: without PATH the usual places are searched, and a name with a slash never is") {
    Tree tree;
    CHECK(run({.command = {"true"}, .environment = {}}) == 0);
    CHECK(run({.command = {"true"}, .environment = {"PATHS=/nowhere"}}) == 0);
    Launch launch{.command = {"second/tool"}, .environment = {"PATH=" + tree.path("")}, .directory = "/"};
    CHECK(failure(launch) == Failed{ENOENT, kExitNotFound});
    launch.directory = tree.path("");
    CHECK(output_of(launch) == "second\n");
}
