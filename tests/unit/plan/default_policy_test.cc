// SPDX-License-Identifier: LGPL-2.1-or-later
// The default policy by value: what `sandbox-run -- true` is made of, as root and as an ordinary user.
#include "generate.hh"

#include "core/path.hh"
#include "plan/explain.hh"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <sched.h>
#include <sys/resource.h>

using namespace sandbox;
using PlaceKind = Place::Kind;

namespace {

Plan plan_of(const std::string& settings, bool is_root = false) {
    auto made = generated::make("Exec.Command = [\"true\"]\n" + settings, is_root);
    auto steps = plan(made.unit, made.host);
    REQUIRE_MESSAGE(steps, steps.error().message());
    return *steps;
}

template <class DomainStep, class T> std::vector<T> all(const Plan& plan) {
    std::vector<T> found;
    for (const Step& step : plan.steps)
        if (const auto* domain = std::get_if<DomainStep>(&step.body))
            if (const auto* one = std::get_if<T>(domain)) found.push_back(*one);
    return found;
}

std::vector<mounts::PutPlace> places(const Plan& plan) {
    return all<mounts::Step, mounts::PutPlace>(plan);
}

Place place_at(const Plan& plan, std::string_view target) {
    for (const auto& put : places(plan))
        if (put.place.target == target) return put.place;
    FAIL("nothing at " << std::string(target));
    return {};
}
bool has_place(const Plan& plan, PlaceKind kind, std::string_view target) {
    return std::ranges::any_of(places(plan), [&](const auto& put) { return put.place.kind == kind && put.place.target == target; });
}

std::vector<std::string> environment(const Plan& plan) {
    return all<process::Step, process::Start>(plan).at(0).environment;
}

}  // namespace

TEST_CASE("default: every kind of namespace is private") {
    for (bool is_root : {false, true}) {
        auto steps = plan_of("", is_root);
        int flags = 0;
        for (const auto& isolate : all<namespaces::Step, namespaces::Isolate>(steps)) flags |= isolate.flags;
        for (const auto& unshare : all<namespaces::Step, namespaces::Unshare>(steps)) flags |= unshare.flags;
        CHECK(flags == (CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET | CLONE_NEWUSER | CLONE_NEWCGROUP));
        CHECK(all<namespaces::Step, namespaces::LimitUserNamespaces>(steps) == std::vector{namespaces::LimitUserNamespaces{0}});
    }
}

TEST_CASE("default: inside is 1000, outside the caller for a user and a leased id for root, never host 0") {
    using users::MapSelf, users::BecomeLeased;
    CHECK(all<users::Step, MapSelf>(plan_of("")) == std::vector{MapSelf{1000, 1000, 1001, 1001, true}});
    CHECK(all<users::Step, BecomeLeased>(plan_of("")).empty());
    auto map = all<users::Step, MapSelf>(plan_of("", true)).at(0);
    CHECK(map.user == 1000);
    CHECK_FALSE(map.own_id);
    CHECK(all<users::Step, BecomeLeased>(plan_of("", true)).size() == 1);
}

TEST_CASE("default: all capability sets are empty, no_new_privs is on, the filter is the default profile") {
    auto steps = plan_of("");
    CHECK(all<caps::Step, caps::KeepOnly>(steps) == std::vector{caps::KeepOnly{0}});
    CHECK(all<caps::Step, caps::NoNewPrivileges>(steps).size() == 1);
    CHECK(all<seccomp::Step, seccomp::LoadFilter>(steps) == std::vector{seccomp::LoadFilter{seccomp::Profile::standard}});
}

TEST_CASE("default: what is beyond the tree is not opened, and of the tree all that the mounts allow") {
    CHECK(all<landlock::Step, landlock::ConfineFiles>(plan_of("")) == std::vector{landlock::ConfineFiles{{"/"}, {"/"}}});
}

TEST_CASE("default: descriptors, signals, keyring and death signal are dealt with") {
    auto steps = plan_of("");
    CHECK(all<process::Step, process::CloseDescriptors>(steps).size() == 1);
    CHECK(all<process::Step, process::ResetSignals>(steps).size() == 1);
    CHECK(all<process::Step, process::NewKeyring>(steps).size() == 1);
    CHECK(all<process::Step, process::HoldLifeLine>(steps).size() == 1);
    auto change = all<process::Step, process::ChangeDirectory>(steps);
    CHECK(change == std::vector{process::ChangeDirectory{"/home/user", 022, true}});
}

TEST_CASE("default: limits are those of the table, lowered to the caller's own where they are lower") {
    std::map<int, limits::Range> found;
    for (const auto& limit : all<limits::Step, limits::SetLimit>(plan_of(""))) {
        found[limit.resource] = limit.range;
        CHECK(limit.lower_to_callers);
    }
    CHECK(found.size() == 6);
    CHECK(found[RLIMIT_CORE] == limits::Range{0, 0});
    CHECK(found[RLIMIT_NOFILE] == limits::Range{1024, 4096});
    CHECK(found[RLIMIT_MEMLOCK] == limits::Range{65536, 65536});
    CHECK(found[RLIMIT_RTPRIO] == limits::Range{0, 0});
    CHECK(found[RLIMIT_NICE] == limits::Range{0, 0});
    CHECK(found[RLIMIT_NPROC] == limits::Range{512, 512});
    CHECK(all<limits::Step, limits::SetOomScore>(plan_of("")) == std::vector{limits::SetOomScore{100, true}});
}

TEST_CASE("limits: what somebody wrote is not lowered: above the caller's own it is refused") {
    for (const auto& limit : all<limits::Step, limits::SetLimit>(plan_of("Resources.LimitNOFILE = 5\nResources.TasksMax = 6")))
        CHECK(limit.lower_to_callers == (limit.resource != RLIMIT_NOFILE && limit.resource != RLIMIT_NPROC));
    CHECK(all<limits::Step, limits::SetOomScore>(plan_of("Resources.OOMScoreAdjust = -5")) == std::vector{limits::SetOomScore{-5, false}});
}

TEST_CASE("limits: LimitNPROC wins over TasksMax, whichever is smaller") {
    auto steps = plan_of("Resources.LimitNPROC = 20\nResources.TasksMax = 10");
    auto found = all<limits::Step, limits::SetLimit>(steps);
    CHECK(std::ranges::count(found, RLIMIT_NPROC, &limits::SetLimit::resource) == 1);
    CHECK(std::ranges::find(found, RLIMIT_NPROC, &limits::SetLimit::resource)->range == limits::Range{20, 20});
}

TEST_CASE("mounts: every mount is nosuid, and nodev unless it is a device or a terminal") {
    for (const char* settings : {"", "Files.Bind = [\"/srv\"]\nFiles.Sys = \"readonly\"\nFiles.MQueue = true\nNetwork.Mode = \"host\"",
                                 "Files.Base = \"host\"\nFiles.BindReadOnly = [\"/srv\"]"})
        for (const auto& put : places(plan_of(settings))) {
            INFO(put.place.target);
            CHECK(put.place.flags.nosuid);
            bool is_device = put.place.kind == PlaceKind::bind && parent_of(put.place.target) == "/dev";
            CHECK(put.place.flags.nodev == !(is_device || put.place.kind == PlaceKind::devpts || put.place.kind == PlaceKind::console));
        }
}

TEST_CASE("mounts: /dev has seven nodes, terminals and memory of its own, and is sealed with the root") {
    auto steps = plan_of("");
    std::vector<std::string> nodes;
    for (const auto& put : places(steps))
        if (put.place.kind == PlaceKind::bind && is_below(put.place.target, "/dev")) {
            CHECK(put.place.source == put.place.target);
            CHECK(put.place.flags.noexec);
            CHECK_FALSE(put.place.recursive);
            nodes.push_back(put.place.target);
        }
    CHECK(nodes == std::vector<std::string>{"/dev/full", "/dev/null", "/dev/random", "/dev/tty", "/dev/urandom", "/dev/zero"});
    CHECK(place_at(steps, "/dev/ptmx").source == "pts/ptmx");
    CHECK(place_at(steps, "/dev/pts").kind == PlaceKind::devpts);
    CHECK(place_at(steps, "/dev/shm").kind == PlaceKind::tmpfs);
    CHECK(place_at(steps, "/dev").kind == PlaceKind::directory);
    CHECK(has_place(steps, PlaceKind::seal, "/"));
}

TEST_CASE("mounts: /dev is a sealed file system of its own where the root is not sealed") {
    for (const char* settings : {"[Files]\nReadOnly = false\n", "[Files]\nRootDirectory = \"/srv/root\"\n"}) {
        auto steps = plan_of(settings);
        CHECK(place_at(steps, "/dev").kind == PlaceKind::tmpfs);
        CHECK(has_place(steps, PlaceKind::seal, "/dev"));
    }
}

TEST_CASE("mounts: what a sandbox may write to has a size and a number of files") {
    auto size_of = [](const Place& place) { return static_cast<std::uint64_t>(place.size) >> 20; };
    auto steps = plan_of("");
    for (const auto& put : places(steps))
        if (put.place.kind == PlaceKind::tmpfs) {
            CHECK(put.place.size > Bytes{0});
            CHECK(put.place.size <= Bytes{64u << 20});
            CHECK(put.place.inodes > 0);
        }
    CHECK(size_of(place_at(steps, "/tmp")) == 64);
    CHECK(size_of(place_at(steps, "/run")) == 16);
    CHECK(size_of(place_at(steps, "/home")) == 64);
    CHECK(place_at(steps, "/tmp").mode == 01777);
    CHECK(place_at(steps, "/dev/shm").mode == 01777);
    CHECK(place_at(steps, "/home/user").mode == 0700);
    CHECK(all<mounts::Step, mounts::EmptyRoot>(steps) == std::vector{mounts::EmptyRoot{Bytes{16u << 20}, 4096}});
}

TEST_CASE("mounts: a resized /dev/shm is as open as the default one") {
    auto shm = place_at(plan_of("Files.TemporaryFileSystem = [\"/dev/shm:size=1M\"]"), "/dev/shm");
    CHECK(shm.size == Bytes{1u << 20});
    CHECK(shm.mode == 01777);
}

TEST_CASE("mounts: nothing of the host's is writable by default, and only /usr and three files of /etc are there") {
    std::vector<std::string> sources;
    for (const auto& put : places(plan_of("", true)))
        if (put.place.kind == PlaceKind::bind && !is_below(put.place.target, "/dev")) {
            CHECK(put.place.flags.read_only);
            sources.push_back(put.place.source);
        }
    CHECK(sources == std::vector<std::string>{"/etc/alternatives", "/etc/ld.so.cache", "/etc/localtime", "/lib", "/usr"});
}

TEST_CASE("mounts: /proc hides other users' processes and masks what tells of the host or changes it") {
    auto steps = plan_of("");
    CHECK(place_at(steps, "/proc").source == "hidepid=invisible");
    CHECK(place_at(steps, "/proc").flags.noexec);
    for (const char* name : {"cmdline", "interrupts", "keys", "kcore", "kallsyms", "timer_list", "sysrq-trigger", "latency_stats", "sched_debug", "kmsg",
                             "acpi", "scsi", "bus", "fs", "irq"}) {
        INFO(name);
        CHECK(has_place(steps, PlaceKind::mask, std::string("/proc/") + name));
    }
    CHECK(has_place(steps, PlaceKind::read_only, "/proc/sys"));
    CHECK(place_at(plan_of("Files.Proc = \"pid\""), "/proc").source == "hidepid=invisible,subset=pid");
    CHECK_FALSE(has_place(steps, PlaceKind::bind, "/sys"));
}

TEST_CASE("mounts: writable binds keep the owner of their files, read-only ones are left as they are") {
    using Idmap = Place::Idmap;
    auto steps = plan_of("Files.Bind = [\"/a\", \"/b::noidmap\"]\nFiles.BindReadOnly = [\"/c\", \"/d::idmap\"]", true);
    CHECK(place_at(steps, "/a").idmap == Idmap::yes);
    CHECK(place_at(steps, "/b").idmap == Idmap::no);
    CHECK(place_at(steps, "/c").idmap == Idmap::no);
    CHECK(place_at(steps, "/d").idmap == Idmap::yes);
}

TEST_CASE("mounts: a bind of somebody's own files is looked up, never made") {
    auto ground_at = [](const Plan& plan, std::string_view target) {
        auto all_places = places(plan);
        auto found = std::ranges::find_if(all_places, [&](const auto& put) { return put.place.target == target; });
        REQUIRE(found != all_places.end());
        return found->ground;
    };
    auto steps = plan_of("Files.Bind = [\"/srv/a:/data\", \"/srv/b:/data/b\", \"/srv/c:/usr/share/c\", \"/srv/d:/tmp/d\"]");
    CHECK(ground_at(steps, "/data") == mounts::Ground::ours);
    CHECK(ground_at(steps, "/data/b") == mounts::Ground::foreign);
    CHECK(ground_at(steps, "/usr/share/c") == mounts::Ground::foreign);
    CHECK(ground_at(steps, "/tmp/d") == mounts::Ground::ours);
    CHECK(ground_at(plan_of("Files.RootDirectory = \"/srv/i\""), "/tmp") == mounts::Ground::foreign);
    CHECK(ground_at(plan_of("Files.Base = \"host\""), "/tmp") == mounts::Ground::foreign);
    CHECK(ground_at(plan_of("Files.RootDirectory = \"/srv/i\""), "/dev/null") == mounts::Ground::ours);
}

TEST_CASE("environment: nothing but the seven variables") {
    CHECK(environment(plan_of("")) == std::vector<std::string>{"HOME=/home/user", "LANG=C.UTF-8", "LOGNAME=user",
                                                               "PATH=/usr/local/bin:/usr/bin:/bin", "SHELL=/bin/sh", "TERM=vt100", "USER=user"});
}

TEST_CASE("environment: root inside and an init also find what lies in /sbin") {
    const std::string expected = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    const std::string boots = "Files.RootDirectory = \"/srv/i\"\nExec.Boot = true\nFiles.Cgroup = \"none\"\nJournal.Link = \"no\"";
    for (const std::string& settings : {std::string("Exec.User = \"root\""), std::string("Exec.User = \"0\""), boots, boots + "\nExec.User = \"7\""})
        CHECK(std::ranges::count(environment(plan_of(settings, true)), expected) == 1);
    auto written = environment(plan_of("Exec.User = \"root\"\nExec.Environment = {PATH = \"/opt\"}"));
    CHECK(std::ranges::count(written, expected) == 0);
    CHECK(std::ranges::count(written, "PATH=/opt") == 1);
}

TEST_CASE("environment: what the unit writes wins, an empty text leaves a variable out, what it names is passed") {
    auto made = generated::make("Exec.Command = [\"true\"]\nExec.Environment = {LANG = \"\", TERM = \"dumb\", A = \"1\"}\n"
                                "Exec.PassEnvironment = [\"EDITOR\", \"MISSING\"]", false);
    made.host.process.environment.set({"TERM=vt100", "EDITOR=vi", "SECRET=1"});
    auto steps = plan(made.unit, made.host);
    REQUIRE(steps);
    CHECK(environment(*steps) == std::vector<std::string>{"A=1", "EDITOR=vi", "HOME=/home/user", "LOGNAME=user",
                                                          "PATH=/usr/local/bin:/usr/bin:/bin", "SHELL=/bin/sh", "TERM=dumb", "USER=user"});
}

TEST_CASE("environment: TERM comes in only as a terminal's name (I06)") {
    auto term = [](const std::string& value, const char* settings = "") {
        auto made = generated::make(std::string("Exec.Command = [\"true\"]\n") + settings, false);
        made.host.process.environment.set({"TERM=" + value});
        auto steps = plan(made.unit, made.host);
        REQUIRE(steps);
        auto variables = environment(*steps);
        auto found = std::ranges::find_if(variables, [](const std::string& entry) { return entry.starts_with("TERM="); });
        return found == variables.end() ? std::string("left out") : found->substr(5);
    };
    CHECK(term("xterm-256color") == "xterm-256color");
    CHECK(term("screen.xterm+x_y") == "screen.xterm+x_y");
    CHECK(term(std::string(64, 'x')) == std::string(64, 'x'));
    CHECK(term(std::string(65, 'x')) == "left out");
    for (const char* hostile : {"", "../../etc/x", "a b", "x\x1b[2J", "x\n", "%n", "x:y", "\xc3\xa9"}) {
        INFO(hostile);
        CHECK(term(hostile) == "left out");
        CHECK(term(hostile, "Exec.PassEnvironment = [\"TERM\"]") == "left out");
    }
}

TEST_CASE("users: the names of /etc/passwd are those of the ids") {
    auto passwd = [](const char* settings) { return place_at(plan_of(settings), "/etc/passwd").source; };
    CHECK(passwd("") == "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:sandbox user:/home/user:/bin/sh\n"
                        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
    CHECK(passwd("Exec.User = \"root\"") == "root:x:0:0:sandbox user:/root:/bin/sh\n"
                                            "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
    CHECK(place_at(plan_of("Exec.Group = \"5\""), "/etc/group").source == "root:x:0:\nuser:x:5:\nnogroup:x:65534:\n");
}

TEST_CASE("users: a home that the image's author wrote is a path or refused, and hides nothing of the root") {
    auto outcome = [](const char* home) -> std::string {
        auto made = generated::make("Exec.Command = [\"true\"]\nExec.User = \"named\"\nFiles.RootDirectory = \"/srv/i\"", true);
        made.host.users.account.set(std::string("5:6:") + home);
        auto steps = plan(made.unit, made.host);
        if (!steps) return steps.error().message();
        std::string text = all<process::Step, process::ChangeDirectory>(*steps).at(0).path;
        for (const auto& put : places(*steps))
            if (put.place.target == text) text += put.place.kind == PlaceKind::tmpfs ? ", in memory" : ", a directory";
        return text;
    };
    CHECK(outcome("/home/named") == "/home/named, a directory");
    CHECK(outcome("/root") == "/root, in memory");
    CHECK(outcome("/usr/sbin") == "/usr/sbin");
    CHECK(outcome("/") == "/");
    CHECK(outcome("") == "/");
    CHECK(outcome("here") == "made.toml:2:13: Exec.User: home of \"named\": \"here\" is not an absolute path");
    CHECK(outcome("/a/../../etc") == "made.toml:2:13: Exec.User: home of \"named\": \"/a/../../etc\" contains \"..\"");
}

TEST_CASE("users: without a home the command starts at the root") {
    CHECK(all<process::Step, process::ChangeDirectory>(plan_of("Files.Home = \"none\"")).at(0).path == "/");
}

TEST_CASE("facts: a plan reads no fact that its unit did not ask for") {
    for (const auto& made : generated::cases(300)) {
        auto bare = needs(made.unit);
        auto steps = plan(made.unit, made.host);
        if (!steps) CHECK(steps.error().message().find("fact ") == std::string::npos);
        bare.each([&](const std::string& name, auto& fact) {
            INFO(name);
            CHECK(fact.get("x").error().message() == (fact.is_asked() ? "fact x is unknown" : "fact x was not asked for"));
        });
    }
}
