// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/explain.hh"
#include "unit/registry.hh"
#include "unit/specifiers.hh"

#include <filesystem>
#include <set>
#include <string>

/// A golden case is a folder: what is wanted (unit.toml, and arguments.txt for those of the command line, one a line),
/// what the machine is (host.toml), and what must come of it (plan.txt, or error.txt).
namespace sandbox::golden {

struct Case {
    std::string name;
    std::string unit;
    std::string host;
    std::vector<std::string> arguments{};
    bool is_background = false;  ///< it has a file "background": detached, or a service
};

/// What a unit becomes on a host: the text of plan.txt or error.txt, and the plan's JSON.
struct Outcome {
    std::string file;  ///< "plan.txt" or "error.txt"
    std::string text;
    std::string json{};
};

/// The folder's texts. Errors: a file is missing or cannot be read.
Result<Case> read_case(const std::filesystem::path& folder);

/// Errors: host.toml lacks a fact that the unit asks for, or has one that no host has. Everything else is an outcome.
/// Adds the keys that the unit sets to `keys`.
Result<Outcome> run(const Case& test, std::set<std::string_view>& keys);

/// What the specifiers stand for in every case.
Names names();

}  // namespace sandbox::golden
