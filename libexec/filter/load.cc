// SPDX-License-Identifier: LGPL-2.1-or-later
#include "load.hh"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace sandbox::filter {
namespace {

constexpr std::size_t kLargestProfile = 1 << 20;

/// More than any sensible chain; a profile that extends itself ends here too.
constexpr int kDeepestChain = 8;

Result<void> load_layer(Policy& policy, const std::string& path, int depth) {
    if (depth > kDeepestChain) return std::unexpected(path + ": extends more than 8 profiles, or itself");
    auto text = read_file(path);
    if (!text) return std::unexpected(text.error());
    auto profile = parse(*text, path == "-" ? "<stdin>" : path);
    if (!profile) return std::unexpected(profile.error());
    if (!profile->extends.empty()) {
        // There is no directory beside it, and the working directory may be anybody's.
        if (path == "-") return std::unexpected("<stdin>: a profile on standard input cannot extend another");
        auto base = std::filesystem::path(path).parent_path() / (profile->extends + ".profile");
        if (auto done = load_layer(policy, base.string(), depth + 1); !done) return done;
    }
    return add_layer(policy, profile->statements);
}

Result<void> apply_rule(Policy& policy, const std::string& rule) {
    auto profile = parse(rule, "--rule");
    if (!profile) return std::unexpected(profile.error());
    if (profile->statements.size() != 1 || !profile->extends.empty())
        return std::unexpected("--rule: expected one allow, deny or enosys, not '" + rule + "'");
    return add_layer(policy, profile->statements);
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) return std::unexpected(path + ": cannot be opened");
    }
    std::istream& stream = path == "-" ? std::cin : file;
    std::string text(kLargestProfile + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad() || (stream.fail() && !stream.eof())) return std::unexpected(path + ": cannot be read");
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > kLargestProfile) return std::unexpected(path + ": larger than 1 MiB");
    return text;
}

Result<Policy> load_policy(const std::string& path, std::span<const std::string> rules) {
    Policy policy;
    if (auto done = load_layer(policy, path, 0); !done) return std::unexpected(done.error());
    for (const std::string& rule : rules)
        if (auto done = apply_rule(policy, rule); !done) return std::unexpected(done.error());
    return policy;
}

}  // namespace sandbox::filter
