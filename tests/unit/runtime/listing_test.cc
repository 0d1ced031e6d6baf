// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/listing.hh"
#include "tools/sandbox-ls.hh"

#include <algorithm>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace sandbox;

TEST_CASE("listing: the manual of sandbox-ls --json names every field, and none that is not there") {
    ledger::Record record;
    auto array = nlohmann::json::parse(print_json(std::span(&record, 1)));
    auto option = std::ranges::find(tools::kSandboxLsOptions, std::string_view("json"), &cli::Option::name);
    std::string manual(option->manual);
    std::string listed = manual.substr(manual.find(": ") + 2);
    listed.pop_back();
    // What stands in brackets says more about a field.
    for (auto open = listed.find(" ("); open != listed.npos; open = listed.find(" (")) listed.erase(open, listed.find(')', open) + 1 - open);
    for (const auto& [name, value] : array[0].items()) {
        CHECK_MESSAGE((", " + listed + ",").find(", " + name + ",") != std::string::npos, name);
    }
    CHECK(std::ranges::count(listed, ',') + 1 == static_cast<std::ptrdiff_t>(array[0].size()));
}
