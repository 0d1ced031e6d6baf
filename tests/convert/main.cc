// SPDX-License-Identifier: LGPL-2.1-or-later
// convert [--update] FOLDER: compares what each case's web.nspawn becomes with its unit.toml or error.txt. --update writes what
// is, for review by `git diff`.
#include "convert/nspawn.hh"
#include "convert/nspawn_key.hh"
#include "core/file.hh"
#include "tests/golden/golden.hh"

#include <cstdio>
#include <fstream>

using namespace sandbox;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFewest = 30;
constexpr const char* kHost = R"(
[users]
uid = 0
gid = 0
groups = 0
account = "33:33:/var/www"
[mounts]
usr_links = []
[process]
environment = []
[cgroups]
memory = 8589934592
seats = ["v2\tcpuset,cpu,io,memory,pids\t/sys/fs/cgroup\t/jobs.slice"]
[boot]
uuid = "01234567-89ab-cdef-0123-456789abcdef"
os_release = []
os_release_file = "/etc/os-release"
passed = 0
passed_names = ""
[machine]
absence = ""
unit = ""
[landlock]
abi = 7
[journal]
guest = ""
kept = ""
)";

class Suite {
public:
    explicit Suite(bool update) : update_(update) {}

    void run_case(const fs::path& folder) {
        ++cases_;
        auto text = read_file(folder / "web.nspawn");
        if (!text) return fail_case(folder, text.error().message());
        written_ += *text;
        auto unit = convert::convert_nspawn(*text, {"web.nspawn", "web", "/var/lib/machines/web"});
        compare(folder, unit ? "unit.toml" : "error.txt", unit ? *unit : lines_of(unit.error()));
        if (unit) check_unit(folder, *unit);
    }

    /// A key that no case has is not known to work.
    void check_keys() {
        for (auto part : {convert::nspawn_exec_keys(), convert::nspawn_limit_keys(), convert::nspawn_files_keys(), convert::nspawn_network_keys()})
            for (const auto& key : part) {
                auto line = "\n" + std::string(key.name.substr(key.name.find('.') + 1)) + "=";
                if (written_.find(line) == written_.npos) fail_case(std::string(key.name), "no case has it");
            }
        if (cases_ < kFewest) fail_case("cases", "only " + std::to_string(cases_));
    }

    int finish() const {
        std::printf("%zu cases, %zu wrong\n", cases_, failures_);
        return failures_ == 0 ? 0 : 1;
    }

private:
    void fail_case(const fs::path& folder, const std::string& reason) {
        ++failures_;
        std::printf("%s: %s\n", folder.filename().c_str(), reason.c_str());
    }

    static std::string lines_of(const std::vector<Error>& errors) {
        std::string text;
        for (const Error& error : errors) text += std::string(error.fault() == Fault::usage ? "usage: " : "impossible: ") + error.message() + "\n";
        return text;
    }

    void compare(const fs::path& folder, const char* file, const std::string& found) {
        const char* other = std::string_view(file) == "unit.toml" ? "error.txt" : "unit.toml";
        if (update_) {
            fs::remove(folder / other);
            std::ofstream(folder / file) << found;
        }
        auto expected = read_file(folder / file);
        if (fs::exists(folder / other)) fail_case(folder, "has an " + std::string(other) + ", and became:\n" + found);
        else if (!expected || *expected != found) fail_case(folder, std::string(file) + " is not what it became:\n" + found);
    }

    /// On a machine that can do everything the unit has a plan.
    void check_unit(const fs::path& folder, const std::string& unit) {
        std::set<std::string_view> keys;
        auto outcome = golden::run({.name = folder.filename(), .unit = unit, .host = kHost}, keys);
        if (!outcome) fail_case(folder, outcome.error().message());
        else if (outcome->file != "plan.txt") fail_case(folder, "the unit is refused: " + outcome->text);
    }

    bool update_;
    std::size_t cases_ = 0;
    std::size_t failures_ = 0;
    std::string written_{};
};

}  // namespace

int main(int argc, char** argv) {
    bool update = argc == 3 && std::string_view(argv[1]) == "--update";
    if (argc != 2 && !update) return std::fputs("usage: convert [--update] FOLDER\n", stderr), 2;
    std::set<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(argv[argc - 1]))
        if (entry.is_directory()) folders.insert(entry.path());
    Suite suite(update);
    for (const fs::path& folder : folders) suite.run_case(folder);
    suite.check_keys();
    return suite.finish();
}
