// SPDX-License-Identifier: LGPL-2.1-or-later
#include "capture.hh"
#include "cli/main.hh"
#include "cli/print.hh"
#include "tables.hh"

#include <doctest/doctest.h>

#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace sandbox;
using namespace sandbox::cli;
using namespace sandbox::cli::test;

template <Fault fault> static Result<int> failing(std::span<char*>) {
    return fail(Error(fault, "web.toml: no such \x1b unit"));
}

static Result<int> counting(std::span<char*> args) {
    return static_cast<int>(args.size());
}

static Result<int> printing(std::span<char*>) {
    auto printed = print("text\n");
    if (!printed) return fail(std::move(printed).error());
    return 0;
}

/// 40 + the number of descriptors 0 to 2 that are /dev/null.
static Result<int> counting_nulls(std::span<char*>) {
    struct stat null{};
    ::stat("/dev/null", &null);
    int nulls = 0;
    for (int fd = 0; fd <= 2; ++fd) {
        struct stat found{};
        if (::fstat(fd, &found) != 0) return 99;
        if (found.st_rdev == null.st_rdev && S_ISCHR(found.st_mode)) ++nulls;
    }
    return 40 + nulls;
}

static int run_main(Run run) {
    Arguments arguments({"/usr/bin/renamed", "a"});
    return cli::main("sandbox-example", run, arguments.count(), arguments.data());
}

static int run_classic(Run run) {
    Arguments arguments({"/usr/bin/renamed", "a"});
    return classic_main("unshare", run, classic_exit_status, arguments.count(), arguments.data());
}

TEST_CASE("main: the tool's own value is the exit status, and it has all arguments") {
    CHECK(run_main(counting) == 2);
    CHECK(run_classic(counting) == 2);
}

TEST_CASE("main: an error is one line with the tool's name, without control bytes") {
    Capture standard_error(STDERR_FILENO);
    run_main(failing<Fault::usage>);
    auto text = standard_error.text();
    CHECK(text.starts_with("sandbox-example: web.toml: no such \\x1"));
    CHECK(text.ends_with(" unit\n"));
    CHECK(text.find('\x1b') == text.npos);
}

TEST_CASE("main: whose fault it is decides the exit status") {
    Capture standard_error(STDERR_FILENO);
    CHECK(run_main(failing<Fault::usage>) == 2);
    CHECK(run_main(failing<Fault::impossible>) == 125);
    CHECK(run_main(failing<Fault::not_executable>) == 126);
    CHECK(run_main(failing<Fault::not_found>) == 127);
    CHECK(run_classic(failing<Fault::usage>) == 1);
    CHECK(run_classic(failing<Fault::impossible>) == 1);
    CHECK(run_classic(failing<Fault::not_executable>) == 126);
    CHECK(run_classic(failing<Fault::not_found>) == 127);
}

TEST_CASE("main: a classic tool is called as it was called, and by its own name where nothing was") {
    {
        Capture standard_error(STDERR_FILENO);
        run_classic(failing<Fault::usage>);
        CHECK(standard_error.text().starts_with("renamed: web.toml"));
    }
    Capture standard_error(STDERR_FILENO);
    char* nothing[] = {nullptr};
    CHECK(classic_main("unshare", failing<Fault::usage>, classic_exit_status, 0, nothing) == 1);
    CHECK(standard_error.text().starts_with("unshare: web.toml"));
}

TEST_CASE("main: a standard descriptor that is closed is /dev/null for the tool, and only that one") {
    for (int fd = 0; fd <= 2; ++fd) {
        CAPTURE(fd);
        CHECK(status_of([&] {
                  int file = ::memfd_create("not null", MFD_CLOEXEC);
                  for (int other = 0; other <= 2; ++other) ::dup2(file, other);
                  ::close(fd);
                  return run_main(counting_nulls);
              }) == 41);
    }
    CHECK(status_of([] {
              ::close_range(0, 2, 0);
              return run_main(counting_nulls);
          }) == 43);
}

TEST_CASE("main: without a descriptor to be had nothing runs") {
    CHECK(status_of([] {
              ::close(STDIN_FILENO);
              const rlimit none{.rlim_cur = 0, .rlim_max = 0};
              ::setrlimit(RLIMIT_NOFILE, &none);
              return run_main(counting_nulls);
          }) == 125);
}

static Result<int> hungry(std::span<char*> args) {
    // Twice as much as an address space has.
    return static_cast<int>(std::vector<char>(std::size_t{1} << 50).size() + args.size());
}

TEST_CASE("main: without memory to be had it is said in a line, and the status is one of the tool's") {
    Capture standard_error(STDERR_FILENO);
    CHECK(status_of([] { return run_main(hungry); }) == 125);
    CHECK(status_of([] { return run_classic(hungry); }) == 1);
    CHECK(standard_error.text().ends_with(": cannot allocate memory\n"));
}

TEST_CASE("print: a full disk is an error that says so") {
    Capture standard_error(STDERR_FILENO);
    int status = status_of([] {
        ::dup2(::open("/dev/full", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
        return run_main(printing);
    });
    CHECK(status == 125);
    CHECK(standard_error.text() == "sandbox-example: write to standard output: no space left on device\n");
}

TEST_CASE("print: a reader that has gone is an error where SIGPIPE is ignored") {
    Capture standard_error(STDERR_FILENO);
    int status = status_of([] {
        ::signal(SIGPIPE, SIG_IGN);
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return 99;
        ::close(ends[0]);
        ::dup2(ends[1], STDOUT_FILENO);
        return run_main(printing);
    });
    CHECK(status == 125);
    CHECK(standard_error.text() == "sandbox-example: write to standard output: broken pipe\n");
}

TEST_CASE("print: more than a pipe holds arrives whole, though the pipe does not block") {
    std::string text(1 << 20, 'x');
    text += "end";
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    pid_t writer = ::fork();
    if (writer == 0) {
        ::close(ends[0]);
        ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
        ::dup2(ends[1], STDOUT_FILENO);
        ::_exit(print(text) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string arrived;
    char buffer[65536];
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        arrived.append(buffer, static_cast<std::size_t>(n));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(writer, &status, 0);

    CHECK(status == 0);
    CHECK(arrived == text);
}
