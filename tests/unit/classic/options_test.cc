// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/nsenter.hh"
#include "classic/unshare.hh"
#include "tools/nsenter.hh"
#include "tools/unshare.hh"

#include <doctest/doctest.h>
#include <sys/mount.h>

using namespace sandbox;
using namespace sandbox::classic;

namespace {

template <class Request> struct Taken {
    Request request{};
    Result<cli::CommandLine> line{};
};

template <class Request>
Taken<Request> take(const cli::Tool& tool, std::span<const cli::Option> options, cli::Seen seen, std::vector<std::string> words) {
    static std::vector<std::string> kept;  // the request points into it
    kept = std::move(words);
    kept.insert(kept.begin(), std::string(tool.name));
    std::vector<char*> args;
    for (auto& word : kept) args.push_back(word.data());
    Taken<Request> taken;
    taken.line = cli::parse(tool, options, args, seen, &taken.request);
    return taken;
}

Taken<UnshareRequest> unshare_line(std::vector<std::string> words) {
    return take<UnshareRequest>(tools::kUnshare, tools::kUnshareOptions, take_unshare_option, std::move(words));
}

Taken<NsenterRequest> nsenter_line(std::vector<std::string> words) {
    return take<NsenterRequest>(tools::kNsenter, tools::kNsenterOptions, take_nsenter_option, std::move(words));
}

std::string refusal(const Result<cli::CommandLine>& line) {
    return line ? "" : line.error().message();
}

}  // namespace

TEST_CASE("unshare: options imply what they need") {
    CHECK(unshare_line({"--mount-proc"}).request.flags == CLONE_NEWNS);
    CHECK(unshare_line({"-r"}).request.flags == CLONE_NEWUSER);
    CHECK(unshare_line({"--owner", "5:6"}).request.flags == CLONE_NEWUSER);
    CHECK(unshare_line({"--mount-binfmt"}).request.flags == (CLONE_NEWUSER | CLONE_NEWNS));
    CHECK(unshare_line({"--load-interp", ":x:"}).request.flags == (CLONE_NEWUSER | CLONE_NEWNS));
    for (const char* option : {"--kill-child", "--kill-child=TERM", "--forward-signals", "-f"})
        CHECK(unshare_line({option}).request.forks);
    CHECK_FALSE(unshare_line({"-p"}).request.forks);
}

TEST_CASE("unshare: of two maps to one id the last counts, and blocks add up") {
    auto taken = unshare_line({"-r", "--map-user", "7", "--map-users", "0:1:2", "--map-users", "5:6:7"});
    CHECK(taken.request.users.single == 7u);
    CHECK(taken.request.groups.single == 0u);
    CHECK(taken.request.users.ranges == std::vector<IdRange>{{0, 1, 2}, {5, 6, 7}});
    CHECK(unshare_line({"-r", "-c"}).request.users.is_current);
    CHECK_FALSE(unshare_line({"-c", "-r"}).request.users.is_current);
}

TEST_CASE("unshare: a letter takes no file, a name may") {
    auto taken = unshare_line({"-n", "--net=a", "--net=b", "--uts=c", "prog", "-x"});
    REQUIRE(taken.line);
    REQUIRE(taken.request.persistent.size() == 2);
    CHECK(std::string_view(taken.request.persistent[1].path) == "b");
    CHECK(taken.line->operands.size() == 2);
    CHECK(taken.request.flags == (CLONE_NEWNET | CLONE_NEWUTS));
}

TEST_CASE("unshare: wrong arguments are refused in the original's words") {
    CHECK(refusal(unshare_line({"-S", "x"}).line) == "failed to parse uid: 'x'");
    CHECK(refusal(unshare_line({"--map-group", "no such"}).line) == "failed to parse gid 'no such'");
    CHECK(refusal(unshare_line({"--propagation", "x"}).line) == "unsupported propagation mode: x");
    CHECK(refusal(unshare_line({"--map-foreign"}).line) == "systemd-nsresourced support is not available");
    CHECK(refusal(unshare_line({"--setgroups", "x"}).line) == "unsupported --setgroups argument 'x'");
    CHECK(refusal(unshare_line({"--kill-child=FOO"}).line) == "unknown signal: FOO");
    CHECK(refusal(unshare_line({"--owner", "5"}).line) == "failed to parse owner");
}

TEST_CASE("unshare: what is wrong first is told first, and help ends the reading") {
    CHECK(refusal(unshare_line({"-S", "x", "--help"}).line) == "failed to parse uid: 'x'");
    CHECK(unshare_line({"--help", "-S", "x"}).line.has_value());
}

TEST_CASE("unshare: a number that no id can have is told from a name that nobody has") {
    CHECK(unshare_line({"--map-user", "-0"}).request.users.single == 0u);
    CHECK(refusal(unshare_line({"--map-user", "-1"}).line) == "failed to parse uid '-1': Numerical result out of range");
    CHECK(refusal(unshare_line({"--map-group", "4294967296"}).line) == "failed to parse gid '4294967296': Numerical result out of range");
    CHECK(refusal(unshare_line({"--map-group", "5x"}).line) == "failed to parse gid '5x'");
}

TEST_CASE("unshare: files are bound in one order, whatever that of the options is") {
    auto taken = unshare_line({"--time=t", "--net=n", "--user=u", "--mount=m", "--net=n2"});
    std::vector<std::string> paths;
    for (const Persistent& entry : taken.request.persistent) paths.push_back(entry.path);
    CHECK(paths == std::vector<std::string>{"u", "n2", "m", "t"});
}

TEST_CASE("nsenter: the target is a pid, with or without the inode of its pidfd, and given once") {
    CHECK(nsenter_line({"-t", "12"}).request.entry.target == 12);
    CHECK(nsenter_line({"-t", "12:345"}).request.target_inode == 345);
    CHECK(refusal(nsenter_line({"-t", "x"}).line) == "failed to parse pid: 'x'");
    for (const char* number : {"0", "-5", "2147483648", "99999999999999999999"})
        CHECK(refusal(nsenter_line({"-t", number}).line) ==
              "failed to parse pid: '" + std::string(number) + "': Numerical result out of range");
    CHECK(refusal(nsenter_line({"-t", "1:"}).line) == "failed to parse pid: '1:'");
    CHECK(refusal(nsenter_line({"-t", "1", "-t", "2"}).line) == "option --target may be given only once");
}

TEST_CASE("nsenter: a file may stand behind the letter, with or without an equals sign") {
    for (const char* word : {"-n/proc/self/ns/net", "-n=/proc/self/ns/net", "--net=/proc/self/ns/net"}) {
        auto taken = nsenter_line({"-n", word});
        REQUIRE(taken.line);
        CHECK(taken.request.entry.of_target == 0);
        CHECK(taken.request.entry.flags() == CLONE_NEWNET);
    }
    CHECK(refusal(nsenter_line({"--net=/no/such"}).line) == "cannot open /no/such: No such file or directory");
    CHECK(refusal(nsenter_line({"--net=:x"}).line) == "failed to parse nsid: x");
}

TEST_CASE("nsenter: ids are numbers or follow the target") {
    CHECK(nsenter_line({"-S", "follow"}).request.uid.follows);
    CHECK(nsenter_line({"-G", "7"}).request.gid.id == 7u);
    CHECK(refusal(nsenter_line({"-G", "followx"}).line) == "failed to parse gid: 'followx'");
}

TEST_CASE("nsenter: the two working directories exclude each other") {
    CHECK(refusal(nsenter_line({"-w/", "-W/"}).line) == "mutually exclusive arguments: --wdns --wd");
    CHECK(refusal(nsenter_line({"-W", "-w"}).line) == "mutually exclusive arguments: --wdns --wd");
}
