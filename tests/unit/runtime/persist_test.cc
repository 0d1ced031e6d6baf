// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/persist.hh"

#include "core/file.hh"
#include "tests/unit/temporary.hh"
#include "unit/read.hh"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;

namespace {

/// A unit's drop-ins, as `sandbox-set --persist` changes them.
class Kept {
public:
    Kept() { record_.drop_ins = place_.path("u.toml.d"); }
    /// One command with these changes; what is kept then, line by line.
    std::string set(std::vector<std::string> words) {
        std::vector<Assignment> changes;
        for (const auto& word : words) changes.push_back(parse_assignment("Resources." + word, Origin::option(word)).value());
        auto kept = persist(record_, changes);
        REQUIRE(kept);
        auto text = read_file(record_.drop_ins + "/90-sandbox-set.toml").value();
        return text.substr(text.find('\n') + 1);
    }
    /// Many commands of one process, whose own device is limited anew by each. Whether all were carried out.
    bool set_often(char device) const {
        for (int count = 1; count <= 50; ++count) {
            auto word = "Resources.IOReadIOPSMax=[\"/dev/vd" + std::string(1, device) + " " + std::to_string(count) + "\"]";
            if (!persist(record_, std::vector{parse_assignment(word, Origin::option(word)).value()})) return false;
        }
        return true;
    }
    std::string text() const { return read_file(record_.drop_ins + "/90-sandbox-set.toml").value(); }
    /// What is said where nothing can be kept.
    std::string refusal() {
        auto kept = persist(record_, std::vector{parse_assignment("Resources.MemoryMax=1G", Origin::option("x")).value()});
        REQUIRE_FALSE(kept);
        auto message = kept.error().message();
        for (auto at = message.find(place_.path() + "/"); at != message.npos; at = message.find(place_.path() + "/"))
            message.erase(at, place_.path().size() + 1);
        return message;
    }
    std::string path(std::string_view name) const { return place_.path(name); }
    void move_to(std::string_view name) { record_.drop_ins = place_.path(name); }
    void write(std::string_view text) const { place_.write("u.toml.d/90-sandbox-set.toml", text); }

private:
    Temporary place_{};
    ledger::Record record_{};
};

}  // namespace

TEST_CASE("persist: of one key in one command what holds is kept: the last, or a list together") {
    Kept kept;
    CHECK(kept.set({"MemoryMax=1G", "MemoryMax=2G"}) == "Resources.MemoryMax = \"2G\"\n");
    CHECK(kept.set({"CPUAffinity=[0]", "CPUAffinity=[\"1\"]"}) ==
          "Resources.MemoryMax = \"2G\"\nResources.CPUAffinity = [\"\", 0, \"1\"]\n");
    CHECK(kept.set({"CPUAffinity=[2]", "MemoryMax=3G"}) == "Resources.CPUAffinity = [\"\", 2]\nResources.MemoryMax = \"3G\"\n");
}

TEST_CASE("persist: a limit of one device leaves the unit's and the others, and takes the place of its own") {
    Kept kept;
    CHECK(kept.set({"IOReadBandwidthMax=[\"/dev/vda 1M\"]"}) == "Resources.IOReadBandwidthMax = [\"/dev/vda 1M\"]\n");
    CHECK(kept.set({"IOReadBandwidthMax=[\"/dev/vdb 2M\"]"}) == "Resources.IOReadBandwidthMax = [\"/dev/vda 1M\", \"/dev/vdb 2M\"]\n");
    CHECK(kept.set({"IOReadBandwidthMax=[\"/dev/vda 3M\"]", "IOReadBandwidthMax=[\"/dev/vdb 4M\"]"}) ==
          "Resources.IOReadBandwidthMax = [\"/dev/vda 3M\", \"/dev/vdb 4M\"]\n");
    kept.write("Resources.IOReadBandwidthMax = [\"\", \"/dev/vda 1M\"]\n");
    CHECK(kept.set({"IOReadBandwidthMax=[\"/dev/vdb 2M\"]"}) == "Resources.IOReadBandwidthMax = [\"\", \"/dev/vda 1M\", \"/dev/vdb 2M\"]\n");
}

TEST_CASE("persist: a file of the group leaves the others, and takes the place of its own") {
    Kept kept;
    kept.set({"Raw={\"cpu.uclamp.max\" = \"50\"}"});
    CHECK(kept.set({"Raw={\"memory.swap.high\" = 4096}"}) == "Resources.Raw = { \"cpu.uclamp.max\" = \"50\", \"memory.swap.high\" = 4096 }\n");
    CHECK(kept.set({"Raw={\"cpu.uclamp.max\" = \"60\"}", "Raw={\"cpu.uclamp.min\" = \"1\"}"}) ==
          "Resources.Raw = { \"memory.swap.high\" = 4096, \"cpu.uclamp.max\" = \"60\", \"cpu.uclamp.min\" = \"1\" }\n");
}

TEST_CASE("persist: of many commands at once none loses another's change") {
    Kept kept;
    std::vector<pid_t> others;
    for (char device : {'a', 'b', 'c', 'd'}) {
        others.push_back(::fork());
        REQUIRE(others.back() >= 0);
        if (others.back() == 0) ::_exit(kept.set_often(device) ? 0 : 1);
    }
    for (pid_t other : others) {
        int status = -1;
        REQUIRE(::waitpid(other, &status, 0) == other);
        CHECK(status == 0);
    }
    for (char device : {'a', 'b', 'c', 'd'}) CHECK(kept.text().find("\"/dev/vd" + std::string(1, device) + " 50\"") != std::string::npos);
}

TEST_CASE("persist: who has a lock on the directory, which others may read, keeps nobody waiting") {
    Kept kept;
    kept.set({"MemoryMax=1G"});
    auto directory = open_file(kept.path("u.toml.d"), O_RDONLY | O_DIRECTORY);
    REQUIRE(directory);
    REQUIRE(::flock(directory->get(), LOCK_EX) == 0);
    CHECK(kept.set({"MemoryMax=2G"}) == "Resources.MemoryMax = \"2G\"\n");
    CHECK(std::filesystem::status(kept.path("u.toml.d/.90-sandbox-set.lock")).permissions() == std::filesystem::perms(0600));
}

TEST_CASE("persist: what somebody wrote there as another kind of value gives way") {
    Kept kept;
    kept.write("Resources.Raw = 5\nResources.IOReadIOPSMax = \"x\"\n");
    CHECK(kept.set({"Raw={\"cpu.uclamp.max\" = \"50\"}", "IOReadIOPSMax=[\"/dev/vda 7\"]"}) ==
          "Resources.Raw = { \"cpu.uclamp.max\" = \"50\" }\nResources.IOReadIOPSMax = [\"/dev/vda 7\"]\n");
}

TEST_CASE("persist: nothing is written or read through a link, and a fifo keeps nobody waiting") {
    Kept kept;
    std::filesystem::create_directory(kept.path("elsewhere"));
    std::filesystem::create_symlink("elsewhere", kept.path("u.toml.d"));
    CHECK(kept.refusal() == "u.toml.d is no directory; what is kept is written through no link");
    CHECK(std::filesystem::is_empty(kept.path("elsewhere")));

    std::filesystem::remove(kept.path("u.toml.d"));
    std::filesystem::create_directory(kept.path("u.toml.d"));
    std::ofstream(kept.path("secret")) << "secret\n";
    std::filesystem::create_symlink("../secret", kept.path("u.toml.d/90-sandbox-set.toml"));
    CHECK(kept.refusal() == "u.toml.d/90-sandbox-set.toml is a symbolic link; what is kept is read through none");

    std::filesystem::remove(kept.path("u.toml.d/90-sandbox-set.toml"));
    REQUIRE(::mkfifo(kept.path("u.toml.d/90-sandbox-set.toml").c_str(), 0600) == 0);
    CHECK(kept.refusal() == "u.toml.d/90-sandbox-set.toml is no regular file");

    std::filesystem::remove(kept.path("u.toml.d/90-sandbox-set.toml"));
    std::filesystem::create_symlink("../secret", kept.path("u.toml.d/90-sandbox-set.toml.new"));
    CHECK(kept.set({"MemoryMax=1G"}) == "Resources.MemoryMax = \"1G\"\n");
    CHECK(read_file(kept.path("secret")).value() == "secret\n");
}

TEST_CASE("persist: directories that are missing are made, and one that others may write to is refused") {
    Kept kept;
    kept.move_to("a/b/u.toml.d");
    CHECK(kept.set({"MemoryMax=1G"}) == "Resources.MemoryMax = \"1G\"\n");
    std::filesystem::permissions(kept.path("a/b/u.toml.d"), std::filesystem::perms(0777));
    CHECK(kept.refusal() == "a/b/u.toml.d is not a directory that only root or you may write to");
}
