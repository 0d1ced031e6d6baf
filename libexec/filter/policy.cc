// SPDX-License-Identifier: LGPL-2.1-or-later
#include "policy.hh"

#include <cerrno>
#include <functional>

#include "syscall_name.hh"

namespace sandbox::filter {
namespace {

/// Where each call of this layer got its verdict.
using Origins = std::map<std::string, std::string, std::less<>>;

std::unexpected<std::string> error(const Statement& statement, const std::string& message) {
    return std::unexpected(statement.origin + ": " + message);
}

Result<void> set_verdict(Policy& policy, Origins& origins, const Statement& statement, const std::string& name) {
    auto [earlier, is_first] = origins.emplace(name, statement.origin);
    if (!is_first) return error(statement, name + " already has a verdict from " + earlier->second);
    policy.insert_or_assign(name, Treatment{statement.verdict, {}, statement.group, statement.reason});
    return {};
}

Result<void> add_rule(Policy& policy, const Origins& origins, const Statement& statement, const std::string& name) {
    Treatment& treatment = policy.try_emplace(name, Treatment{ENOSYS, {}, statement.group, statement.reason}).first->second;
    if (treatment.otherwise == statement.verdict) {
        // What an earlier layer settled for all arguments needs no rule; within one layer it is a mistake.
        if (!origins.contains(name)) return {};
        return error(statement, "the condition on " + name + " changes nothing: its other calls get the same verdict");
    }
    if (!treatment.rules.empty() && treatment.rules.front().verdict != statement.verdict)
        return error(statement, "conditions on " + name + " must all have the same verdict");
    treatment.rules.push_back({statement.when, statement.verdict});
    return {};
}

template <class Action>
Result<void> each_name(std::span<const Statement> layer, bool with_condition, Action action) {
    for (const Statement& statement : layer) {
        if (statement.when.alternatives.empty() == with_condition) continue;
        for (const std::string& name : statement.names) {
            if (!is_system_call(name)) return error(statement, "no architecture has a system call '" + name + "'");
            if (auto done = action(statement, name); !done) return done;
        }
    }
    return {};
}

}  // namespace

Result<void> add_layer(Policy& policy, std::span<const Statement> layer) {
    Origins origins;
    auto verdicts = each_name(layer, false, [&](const Statement& statement, const std::string& name) {
        return set_verdict(policy, origins, statement, name);
    });
    if (!verdicts) return verdicts;
    return each_name(layer, true, [&](const Statement& statement, const std::string& name) {
        return add_rule(policy, origins, statement, name);
    });
}

}  // namespace sandbox::filter
