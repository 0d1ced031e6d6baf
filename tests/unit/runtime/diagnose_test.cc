// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/diagnose.hh"

#include "tests/unit/temporary.hh"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace sandbox;

namespace {

/// Two steps, of which the first has no op, as the clone has none: the failing op is the second step's.
Prepared prepared_of(Phase phase, Body body) {
    static std::deque<Plan> plans;  // which what is prepared borrows
    Plan& plan = plans.emplace_back();
    plan.steps.push_back({Phase::isolate, namespaces::Step(namespaces::Isolate{}), {"Sandbox.Namespaces", {}}});
    plan.steps.push_back({phase, std::move(body), {"Files.Bind", Origin::file("web.toml", 14, 8)}});
    Prepared prepared{.plan = plan};
    prepared.step_of = {1};
    return prepared;
}
Prepared binding() {
    return prepared_of(Phase::place, mounts::Step(mounts::PutPlace{{.kind = Place::Kind::bind, .target = "/data", .source = "/srv/data"}}));
}

OpFailure failure(int error, const char* call = "") {
    OpFailure failed{.op = 0, .error = error};
    std::strncpy(failed.call, call, sizeof failed.call - 1);
    return failed;
}
std::string message(const Prepared& prepared, int error, const char* call = "") {
    return op_failure(prepared, failure(error, call)).message();
}

}  // namespace

TEST_CASE("diagnose: an op's failure is told by the user's line, setting and thing, then the reason") {
    auto prepared = binding();
    CHECK(message(prepared, ENOENT, "open_tree") == "web.toml:14:8: Files.Bind: bind /srv/data onto /data: no such file or directory");
    CHECK(message(prepared, EPERM, "open_tree") == "web.toml:14:8: Files.Bind: bind /srv/data onto /data: open_tree: operation not permitted");
    CHECK(message(prepared, EIO) == "web.toml:14:8: Files.Bind: bind /srv/data onto /data: input/output error");
}

TEST_CASE("diagnose: a failed op is the host's refusal, with its errno") {
    auto error = op_failure(binding(), failure(EIO));
    CHECK(error.fault() == Fault::impossible);
    CHECK(error.code() == EIO);
    CHECK(error.setting() == "Files.Bind");
    CHECK(error.origin() == Origin::file("web.toml", 14, 8));
}

TEST_CASE("diagnose: a target that is missing, a link or out of the root says what would help") {
    auto prepared = binding();
    CHECK(message(prepared, ENOENT, "find the target").ends_with("no such file or directory; the target must exist there, make it first"));
    CHECK(message(prepared, ELOOP, "find the target").ends_with("; the target leads over a symbolic link, which is not followed"));
    CHECK(message(prepared, EXDEV, "find the target").ends_with("; the target leads out of the root"));
    CHECK(message(prepared, ELOOP, "move_mount").find("symbolic link, which") == std::string::npos);
}

TEST_CASE("diagnose: what is to be hidden and is not there may be skipped") {
    auto prepared = prepared_of(Phase::protect, mounts::Step(mounts::PutPlace{{.kind = Place::Kind::mask, .target = "/nope"}}));
    CHECK(message(prepared, ENOENT, "find the target").ends_with("; \"-/nope\" is hidden where it exists, and skipped where it does not"));
}

TEST_CASE("diagnose: a root without its directories is the fault of who wrote the root, and all that it lacks is named") {
    Temporary root;
    std::string path = root.path();
    REQUIRE(::mkdir((path + "/tmp").c_str(), 0755) == 0);
    Plan plan;
    auto put = [&](const char* target, Origin origin) {
        mounts::PutPlace place{{.kind = Place::Kind::tmpfs, .target = target}, mounts::Ground::foreign};
        plan.steps.push_back({Phase::place, mounts::Step(std::move(place)), {"Files.Base", std::move(origin)}});
    };
    plan.steps.push_back({Phase::root, mounts::Step(mounts::DirectoryRoot{.source = path}), {"Files.RootDirectory", Origin::option("-D")}});
    for (const char* target : {"/dev", "/dev/shm", "/home", "/tmp"}) put(target, {});
    put("/srv", Origin::option("--tmpfs"));
    Prepared prepared{.plan = plan};
    prepared.step_of = {1, 5};
    auto failed = failure(ENOENT, "find the target");
    std::string hint = "; make " + path + "/dev, " + path + "/home, " + path + "/srv";
    CHECK(op_failure(prepared, failed).message() ==
          "-D: Files.RootDirectory: memory file system on /dev, at most 0: no such file or directory" + hint);
    failed.op = 1;
    CHECK(op_failure(prepared, failed).message() ==
          "--tmpfs: Files.Base: memory file system on /srv, at most 0: no such file or directory" + hint);
}

TEST_CASE("diagnose: more descriptors than this host allows are no matter of privilege") {
    auto text = message(prepared_of(Phase::privilege, limits::Step(limits::RaiseLimit{RLIMIT_NOFILE, 1ull << 40})), EPERM);
    CHECK(text.find("; the most that this host allows is fs.nr_open, ") != std::string::npos);
    CHECK(text.find("CAP_SYS_RESOURCE") == std::string::npos);
}

TEST_CASE("diagnose: who joins as somebody who is not mapped hears of the map") {
    Prepared prepared = binding();
    prepared.ops.push_back(joining::DropGroupsOp{});
    prepared.ops.push_back(joining::BecomeInsideOp{7, 8});
    prepared.step_of.clear();
    auto failed = failure(EINVAL, "setresgid");
    failed.op = 1;
    CHECK(op_failure(prepared, failed).message() ==
          "group 8 is not in the sandbox, which maps only the ids of its User.PrivateUsers or User.Map; by default it is one; started with "
          "User.PrivateUsers = \"pick\" it has 65536");
    failed = failure(EINVAL, "setresuid");
    failed.op = 1;
    CHECK(op_failure(prepared, failed).message().starts_with("user 7 is not in the sandbox"));
    failed.error = EPERM;
    CHECK(op_failure(prepared, failed).message() == "setresuid: operation not permitted");
}

TEST_CASE("diagnose: processors of which none is there are told with those that are") {
    auto error = message(prepared_of(Phase::limit, limits::Step(limits::SetAffinity{{{4000, 4003}, {4007, 4007}}})), EINVAL, "sched_setaffinity");
    CHECK(error.find("run on processors 4000-4003,4007: sched_setaffinity: invalid argument; none of them may be used: the caller has ") != std::string::npos);
    CHECK(error.find("unknown") == std::string::npos);
}

TEST_CASE("diagnose: a root that has no ids to lease, and a file of /proc that is covered, say so") {
    CHECK(message(prepared_of(Phase::become, users::Step(users::BecomeLeased{})), EPERM, "setgroups").find("= \"self\" takes its own") != std::string::npos);
    CHECK(message(prepared_of(Phase::forbid, namespaces::Step(namespaces::LimitUserNamespaces{0})), EXDEV).ends_with("something is mounted over that file of /proc"));
}

TEST_CASE("diagnose: a guest, who has no plan, hears why it could not be made") {
    CHECK(clone_failure(Prepared{}, ENOMEM).message() == "clone: cannot allocate memory");
}

TEST_CASE("diagnose: a command that cannot start is not found or not executable, whatever the errno") {
    auto prepared = prepared_of(Phase::start, process::Step(process::Start{.command = {"x"}}));
    CHECK(op_failure(prepared, failure(ENOENT, kExec)).fault() == Fault::not_found);
    CHECK(message(prepared, ENOENT, kExec) == "web.toml:14:8: Files.Bind: \"x\": not found in the sandbox");
    CHECK(message(prepared, EACCES, kExec) == "web.toml:14:8: Files.Bind: \"x\": permission denied; not executable: chmod +x, or name an interpreter");
    CHECK(message(prepared, ENOEXEC, kExec).ends_with("a script with a #! line: name an interpreter"));
    CHECK(op_failure(prepared, failure(ENOTDIR, kExec)).fault() == Fault::not_found);
    CHECK(op_failure(prepared, failure(EACCES, kExec)).fault() == Fault::not_executable);
    CHECK(op_failure(prepared, failure(ENOEXEC, kExec)).fault() == Fault::not_executable);
    CHECK_MESSAGE(message(prepared, EPERM, "setsid") == "web.toml:14:8: Files.Bind: start, under PID 1 of ours: x: setsid: operation not permitted",
                  "what comes before the exec is no matter of the command's");
}

TEST_CASE("diagnose: a limit that the caller may not have says which privilege it takes, one that is too low is named") {
    auto raising = prepared_of(Phase::privilege, limits::Step(limits::RaiseLimit{7, 8192}));
    CHECK(message(raising, EPERM) == "web.toml:14:8: Files.Bind: hard limit NOFILE 8192, if the caller's is lower: operation not permitted; "
                                     "above the caller's hard limit needs CAP_SYS_RESOURCE on the host");
    CHECK(message(prepared_of(Phase::privilege, limits::Step(limits::SetNice{-5})), EACCES)
              .ends_with("; below the caller's own it needs CAP_SYS_NICE on the host"));
    CHECK(message(prepared_of(Phase::limit, limits::Step(limits::SetLimit{RLIMIT_NOFILE, {3, 3}})), EMFILE, "seccomp").ends_with(": seccomp: too many open files"));
    CHECK(message(prepared_of(Phase::limit, limits::Step(limits::SetLimit{RLIMIT_NOFILE, {3, 3}})), EMFILE, "open") ==
          "web.toml:14:8: Files.Bind: limit NOFILE 3:3: too many open files; the set-up needs some for itself");
}

TEST_CASE("diagnose: a failure report that names no op of ours is still an error (never read past the list)") {
    auto prepared = binding();
    OpFailure far{.op = 0xffffffff, .error = EIO};
    CHECK(op_failure(prepared, far).message() == "set-up: input/output error");
    Prepared empty;
    CHECK(op_failure(empty, failure(EIO)).message() == "set-up: input/output error");
}

TEST_CASE("diagnose: a call's name that fills its array is cut, not read past") {
    auto prepared = binding();
    auto failed = failure(EIO);
    std::memset(failed.call, 'x', sizeof failed.call);
    CHECK(op_failure(prepared, failed).message() ==
          "web.toml:14:8: Files.Bind: bind /srv/data onto /data: " + std::string(sizeof failed.call, 'x') + ": input/output error");
}

TEST_CASE("diagnose: a clone's failure is told by the namespaces, and a full table of processes by its limit") {
    auto prepared = binding();
    auto text = clone_failure(prepared, EAGAIN).message();
    CHECK(text.starts_with("Sandbox.Namespaces: new namespaces: "));
    CHECK(text.ends_with("; the caller's limit of processes (ulimit -u) is reached"));
}

TEST_CASE("diagnose: a host task's failure belongs to the setting that maps") {
    auto prepared = prepared_of(Phase::map, users::Step(users::MapByHost{}));
    CHECK(task_failure(prepared, Error::impossible("newuidmap: not installed")).message() ==
          "web.toml:14:8: Files.Bind: newuidmap: not installed");
}

TEST_CASE("diagnose: a child that said nothing is an error too") {
    auto prepared = binding();
    CHECK(reported_failure(prepared).message() == "the sandbox ended while it was being set up");
    CHECK(reported_failure(prepared).fault() == Fault::impossible);
}

TEST_CASE("diagnose: a limit that leaves PID 1 no process for the command is named where it is written, and one that is written first") {
    init::Message message{};
    message.kind = init::MessageKind::init_failed;
    message.step = init::Step::clone;
    message.error = EAGAIN;
    CHECK(init_failure(Plan{}, message).message() == "PID 1 of the sandbox: start the command's process: resource temporarily unavailable");
    auto prepared = prepared_of(Phase::limit, limits::Step(limits::SetLimit{RLIMIT_NPROC, {1, 1}}));
    Plan plan = prepared.plan;
    CHECK(init_failure(plan, message).message() ==
          "web.toml:14:8: Files.Bind: PID 1 of the sandbox: start the command's process: resource temporarily unavailable; limit NPROC 1:1 leaves no room for it");
    plan.steps.insert(plan.steps.begin(), {Phase::limit, limits::Step(limits::SetLimit{RLIMIT_NPROC, {512, 512}}), {"Resources.TasksMax", {}}});
    CHECK(init_failure(plan, message).setting() == "Files.Bind");
    message.error = EPERM;
    CHECK(init_failure(plan, message).setting().empty());
}

TEST_CASE("diagnose: a PID 1 that dies at its start is told by the lowest limit of memory that is written, and only where it would have told of more") {
    auto prepared = prepared_of(Phase::limit, limits::Step(limits::SetLimit{RLIMIT_AS, {1, 1}}));
    Plan plan = prepared.plan;
    plan.steps.push_back({Phase::limit, limits::Step(limits::SetLimit{RLIMIT_STACK, {4096, 4096}}), {"Resources.LimitSTACK", Origin::option("-p")}});
    plan.steps.push_back({Phase::limit, limits::Step(limits::SetLimit{RLIMIT_DATA, {0, 0}}), {"Resources.LimitDATA", {}}});  // a default
    Prepared both{.plan = plan};
    CHECK_FALSE(starved_init(both, SIGSEGV));
    both.bench.tells_begin = true;
    REQUIRE(starved_init(both, SIGSEGV));
    CHECK(starved_init(both, SIGSEGV)->message() ==
          "web.toml:14:8: Files.Bind: limit AS 1:1: too little for PID 1 of the sandbox, which the kernel has killed at its start (SIGSEGV)");
    CHECK(starved_init(both, SIGKILL));
    CHECK_FALSE(starved_init(both, SIGSYS));
    CHECK_FALSE(starved_init(both, 0));
    Prepared none{.plan = kNoPlan};
    none.bench.tells_begin = true;
    CHECK_FALSE(starved_init(none, SIGSEGV));
}
