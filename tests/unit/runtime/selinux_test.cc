// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/denial.hh"
#include "domains/selinux/op.hh"
#include "domains/selinux/prepare.hh"
#include "runtime/report/report.hh"
#include "runtime/report/text.hh"

#include "core/fd.hh"
#include "core/file.hh"
#include "core/way.hh"
#include "tests/unit/temporary.hh"

#include <cerrno>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <unistd.h>

using namespace sandbox;

TEST_CASE("label: what is no proc file system gets none, whatever it has at that name (CVE-2019-16884)") {
    char folder[] = "/tmp/selinux-test.XXXXXX";
    REQUIRE(::mkdtemp(folder) != nullptr);
    std::filesystem::create_directories(std::string(folder) + "/self/attr");
    auto path = std::string(folder) + "/self/attr/exec";
    REQUIRE(open_file(path, O_WRONLY | O_CREAT, 0600));
    {
        auto directory = open_file(folder, O_PATH | O_DIRECTORY);
        Context context{.host_proc = directory->get()};
        CHECK(apply(selinux::LabelProcessOp{"a_u:b_r:c_t:s0", 14}, context) == -EINVAL);
        CHECK(std::string_view(context.call) == "/proc is no proc file system");
    }
    CHECK(*read_file(path) == "");
    std::filesystem::remove_all(folder);
}

TEST_CASE("label: a link in the place of the file is not followed out of it") {
    char folder[] = "/tmp/selinux-test.XXXXXX";
    REQUIRE(::mkdtemp(folder) != nullptr);
    std::filesystem::create_symlink("/proc/self", std::string(folder) + "/self");
    {
        auto directory = open_file(folder, O_PATH | O_DIRECTORY);
        Context context{.host_proc = directory->get()};
        CHECK(apply(selinux::LabelProcessOp{"a_u:b_r:c_t:s0", 14}, context) == -EXDEV);
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("denial: an AVC message of the kernel's log is told with what was denied, of what, to whom") {
    constexpr const char* kRecord =
        "5,1290,81234567,-;audit: type=1400 audit(1790000000.123:45): avc:  denied  { read open } for  pid=812 comm=\"cat\" path=\"/data/one\" dev=\"vda\" "
        "ino=12 scontext=unconfined_u:unconfined_r:sbx_t:s0:c1,c2 tcontext=unconfined_u:object_r:sbx_file_t:s0:c3,c4 tclass=file permissive=0";
    auto denial = selinux::parse_denial(kRecord, "unconfined_u:unconfined_r:sbx_t:s0:c1,c2");
    REQUIRE(denial);
    CHECK(*denial == selinux::Denial{"read open", "file", "/data/one", "unconfined_u:object_r:sbx_file_t:s0:c3,c4", "cat", 812, 1});
    CHECK(selinux::print(*denial) == "cat, process 812, was denied: read open file /data/one (unconfined_u:object_r:sbx_file_t:s0:c3,c4)");
    CHECK_FALSE(selinux::parse_denial(kRecord, "unconfined_u:unconfined_r:sbx_t:s0:c1,c22"));
    CHECK_FALSE(selinux::parse_denial(kRecord, "unconfined_u:unconfined_r:sbx_t:s0"));
}

TEST_CASE("denial: auditd's line is the same, a name with blanks is in hex, and no name forges a field") {
    constexpr const char* kLine =
        "type=AVC msg=audit(1790000000.123:45): avc:  denied  { write } for  pid=9 comm=612073636F6E746578743D78 name=6120623D63 dev=\"vda\" ino=1 "
        "scontext=u:r:t:s0:c1,c2 tcontext=u:object_r:x:s0 tclass=dir permissive=0";
    auto denial = selinux::parse_denial(kLine, "u:r:t:s0:c1,c2");
    REQUIRE(denial);
    CHECK(denial->command == "a scontext=x");
    CHECK(denial->object == "a b=c");
    CHECK(denial->kind == "dir");
}

TEST_CASE("denial: what is none is none") {
    for (const char* text : {"", "6,1,2,-;audit: type=1400 audit(1.2:3): avc:  granted  { read } for  pid=1 scontext=u:r:t:s0 tcontext=a tclass=file",
                             "6,1,2,-;avc:  denied  { read", "6,1,2,-;: avc:  denied  { read } for ", "type=AVC : avc:  denied  {  } for scontext="})
        CHECK_FALSE(selinux::parse_denial(text, "u:r:t:s0"));
}

TEST_CASE("denials: each is told once, with how often, and all are counted") {
    selinux::Denials denials;
    for (int count = 0; count < 3; ++count) selinux::add(denials, {.permissions = "read", .kind = "file", .object = "a", .pid = count});
    for (int count = 0; count < 20; ++count) selinux::add(denials, {.permissions = "read", .kind = "file", .object = std::to_string(count)});
    CHECK(denials.count == 23);
    CHECK(denials.first.size() == 10);
    CHECK(denials.first[0].count == 3);
}

TEST_CASE("report: what SELinux denied is its cause, and in what is read back") {
    Report report{.ended = Report::Ended::exited, .code = 1};
    report.denials.emplace();
    for (int count = 0; count < 3; ++count)
        selinux::add(*report.denials, {.permissions = "read", .kind = "file", .object = "a\033b", .label = "u:o:t:s0", .command = "cat", .pid = 4});
    selinux::add(*report.denials, {.permissions = "write", .kind = "dir", .label = "u:o:t:s0", .pid = 5});
    CHECK(report.cause() == "SELinux: cat, process 4, was denied: read file a\033b (u:o:t:s0), 3 times, and 1 more");
    auto read = parse_report(report.json());
    REQUIRE(read);
    CHECK(read->denials == report.denials);
    CHECK(print_text(*read, "box").find("\033") == std::string::npos);
}

static std::string refusal(const Result<std::string>& path) {
    return path ? "labelled: " + *path : path.error().message();
}

TEST_CASE("files to label: they are known by a path without links, and the system's are refused by whatever path") {
    Temporary place;
    std::filesystem::create_directories(place.path("data/below"));
    std::filesystem::create_symlink("data", place.path("link"));
    std::filesystem::create_symlink("/etc", place.path("system"));
    auto real = std::filesystem::canonical(place.path()).string();
    CHECK(*selinux::path_to_label(place.path("data"), {}) == real + "/data");
    CHECK(*selinux::path_to_label(place.path("link/below"), {}) == real + "/data/below");
    auto missing = selinux::path_to_label(place.path("none"), {});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code() == ENOENT);
    CHECK(refusal(selinux::path_to_label(place.path("system"), {})).find("belongs to the system") != std::string::npos);
}

TEST_CASE("files to label: a stranger's link, or one that was made inside, leads to none") {
    Temporary place;
    std::filesystem::create_directories(place.path("secret"));
    std::filesystem::create_directories(place.path("volume"));
    std::filesystem::create_symlink("../secret", place.path("volume/data"));
    HostPaths paths;
    CHECK(selinux::path_to_label(place.path("volume/data"), paths));
    paths.recall([&] { return std::vector{identify(place.path("volume")).value()}; });
    auto refused = refusal(selinux::path_to_label(place.path("volume/data"), paths));
    CHECK(refused.find("data is a link in a directory that a sandbox could write to before") != std::string::npos);
    if (::geteuid() != 0) {
        MESSAGE("skipped: only root can make a stranger's link");
        return;
    }
    REQUIRE(::lchown(place.path("volume/data").c_str(), 1000, 1000) == 0);
    CHECK(refusal(selinux::path_to_label(place.path("volume/data"), {})).find("data is a link of user 1000's") != std::string::npos);
}
