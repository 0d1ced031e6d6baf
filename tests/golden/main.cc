// SPDX-License-Identifier: LGPL-2.1-or-later
// golden [--update] FOLDER: compares what every case of the folder becomes with what is written there. --update writes
// what is, for review by `git diff`.
#include "golden.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace sandbox;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFewest = 40;

std::string text_of(const fs::path& path) {
    auto text = read_file(path);
    return text ? *text : "";
}

/// The first line that differs, told twice.
std::string difference(std::string_view expected, std::string_view found) {
    auto before = split(expected, '\n'), now = split(found, '\n');
    std::size_t line = 0;
    while (line < before.size() && line < now.size() && before[line] == now[line]) ++line;
    auto at = [&](const auto& lines) { return line < lines.size() ? std::string(lines[line]) : "(the end)"; };
    return "line " + std::to_string(line + 1) + "\n  expected: " + at(before) + "\n  found:    " + at(now);
}

class Suite {
public:
    explicit Suite(bool update) : update_(update) {}

    void run_case(const fs::path& folder) {
        ++cases_;
        auto test = golden::read_case(folder);
        if (!test) return fail_case(folder.filename(), test.error().message());
        std::set<std::string_view> keys;
        auto outcome = golden::run(*test, keys);
        keys_.insert(keys.begin(), keys.end());
        if (!outcome) return fail_case(test->name, outcome.error().message());
        const char* other = outcome->file == "plan.txt" ? "error.txt" : "plan.txt";
        if (update_) {
            fs::remove(folder / other);
            std::ofstream(folder / outcome->file) << outcome->text;
        }
        if (fs::exists(folder / other)) return fail_case(test->name, "has an " + std::string(other) + ", and became:\n" + outcome->text);
        auto expected = text_of(folder / outcome->file);
        if (expected != outcome->text) return fail_case(test->name, outcome->file + " differs at " + difference(expected, outcome->text));
        if (outcome->json.empty()) return;
        check_json(*test, *outcome);
        for (auto key : keys)
            if (outcome->text.find("  " + std::string(key) + " (") == std::string::npos)
                fail_case(test->name, "its plan has no line of " + std::string(key) + ", which its unit sets");
    }

    /// A setting that no case uses has no golden plan.
    void check_settings() {
        for (const Rows& rows : registry())
            for (const Setting& row : rows.settings)
                if (!keys_.contains(row.key)) fail_case(std::string(row.key), "no golden unit.toml sets it");
        if (cases_ < kFewest) fail_case("cases", "only " + std::to_string(cases_));
    }

    int finish() const {
        std::printf("%zu cases, %zu wrong\n", cases_, failures_);
        return failures_ == 0 ? 0 : 1;
    }

private:
    void fail_case(const std::string& name, const std::string& reason) {
        ++failures_;
        std::printf("%s: %s\n", name.c_str(), reason.c_str());
    }

    /// The JSON says the same as the text: a line for a description, one a step, one for what is written beside, and a line a note.
    void check_json(const golden::Case& test, const golden::Outcome& outcome) {
        auto json = nlohmann::json::parse(outcome.json, nullptr, false);
        if (json.is_discarded()) return fail_case(test.name, "its JSON is none: " + outcome.json);
        auto lines = static_cast<std::size_t>(std::ranges::count(outcome.text, '\n'));
        if (json.count("description") + json.at("steps").size() + json.at("also").size() + json.at("notes").size() + 1 != lines)
            return fail_case(test.name, "its JSON has not the lines of its text");
        auto in_text = [&](const nlohmann::json& line) {
            return outcome.text.find(escape(line.at("text").get<std::string>())) != outcome.text.npos &&
                   outcome.text.find(line.at("setting").get<std::string>() + " (" + line.at("origin").get<std::string>() + ")") != outcome.text.npos;
        };
        for (const char* kind : {"steps", "also", "notes"})
            for (const auto& line : json.at(kind))
                if (!in_text(line)) fail_case(test.name, "its text lacks " + line.dump());
    }

    bool update_;
    std::size_t cases_ = 0;
    std::size_t failures_ = 0;
    std::set<std::string_view> keys_;
};

}  // namespace

int main(int argc, char** argv) {
    bool update = argc == 3 && std::string_view(argv[1]) == "--update";
    if (argc != 2 && !update) return std::fputs("usage: golden [--update] FOLDER\n", stderr), 2;
    std::set<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(argv[argc - 1]))
        if (entry.is_directory()) folders.insert(entry.path());
    Suite suite(update);
    for (const fs::path& folder : folders) suite.run_case(folder);
    suite.check_settings();
    return suite.finish();
}
