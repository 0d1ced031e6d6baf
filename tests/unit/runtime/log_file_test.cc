// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/log_file.hh"
#include "runtime/relay/log_reader.hh"

#include "tests/unit/temporary.hh"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

using namespace sandbox;
namespace fs = std::filesystem;

namespace {

struct Logs {
    Logs() { fs::create_directory(path / "logs"); }
    Temporary directory{};
    fs::path path = directory.path();
    std::string log() const { return path / "logs/x.log"; }
};

std::string read_of(const std::string& path) {
    auto reader = LogReader::open(path);
    auto text = reader ? reader->read() : std::unexpected(std::move(reader).error());
    return text ? *text : "error: " + text.error().message();
}

}  // namespace

TEST_CASE("log: what is full becomes NAME.1, and both are read") {
    Logs logs;
    auto file = LogFile::make(logs.log(), 10);
    REQUIRE(file);
    REQUIRE(file->append("one two three"));
    CHECK(fs::file_size(logs.log() + ".1") == 10);
    CHECK(read_of(logs.log()) == "one two three");
}

TEST_CASE("log: what cannot become NAME.1 stays, and that no more can be written is said") {
    Logs logs;
    auto file = LogFile::make(logs.log(), 10);
    REQUIRE(file);
    fs::create_directory(logs.log() + ".1");
    auto written = file->append("one two three");
    REQUIRE_FALSE(written);
    CHECK(written.error().message() == "rename " + logs.log() + ": is a directory");
    CHECK(fs::file_size(logs.log()) == 10);
}

TEST_CASE("log: a directory that takes the place of the one it began in gets nothing") {
    Logs logs;
    fs::create_directory(logs.path / "target");
    auto file = LogFile::make(logs.log(), 10);
    REQUIRE(file);
    fs::rename(logs.path / "logs", logs.path / "old");
    fs::create_symlink("target", logs.path / "logs");

    REQUIRE(file->append("one two three"));

    CHECK(fs::is_empty(logs.path / "target"));
    CHECK(fs::file_size(logs.path / "old/x.log.1") == 10);
}

TEST_CASE("log: a link or a fifo in the place of the log or of NAME.1 is refused, and nobody waits") {
    for (const char* rest : {"", ".1"}) {
        CAPTURE(rest);
        Logs logs;
        std::ofstream(logs.path / "secret") << "secret";
        REQUIRE(LogFile::make(logs.log()));
        fs::remove(logs.log() + rest);
        fs::create_symlink("../secret", logs.log() + rest);
        CHECK(read_of(logs.log()) == "error: open " + logs.log() + rest + ": too many levels of symbolic links");
        fs::remove(logs.log() + rest);
        REQUIRE(::mkfifo((logs.log() + rest).c_str(), 0600) == 0);
        CHECK(read_of(logs.log()) == "error: " + logs.log() + rest + " is no regular file");
    }
}
