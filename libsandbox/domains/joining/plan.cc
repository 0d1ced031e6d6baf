// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/joining/plan.hh"

#include <sched.h>

namespace sandbox::joining {
namespace {

constexpr std::pair<std::string_view, int> kKinds[] = {{"net", CLONE_NEWNET}, {"ipc", CLONE_NEWIPC}, {"uts", CLONE_NEWUTS}};

/// CLONE_NEW* of a kind; 0 if it is none that can be joined.
int flag_of(std::string_view kind) {
    for (const auto& [name, flag] : kKinds)
        if (name == kind) return flag;
    return 0;
}

Reason unit_reason(const Spec& spec) {
    return {"Sandbox.JoinUnit", spec.join_unit.origin};
}

}  // namespace

Result<void> contribute(const Spec& spec, Contributions& out) {
    auto join = [&](int flag, const Reason& reason) {
        out.namespaces.push_back({.flag = flag, .is_private = false, .is_joined = true, .reason = reason});
    };
    if (!spec.join_unit->empty())
        for (const auto& kind : kKinds) join(kind.second, unit_reason(spec));
    for (const auto& [kind, path] : spec.join_namespace) {
        Reason reason{"Sandbox.JoinNamespace", path.origin};
        if (flag_of(kind) == 0)
            return fail(Error::usage(kind + ": only net, ipc and uts can be joined").at(reason.origin, reason.setting));
        join(flag_of(kind), reason);
    }
    return {};
}

void plan(const Spec& spec, Draft<Step>& out) {
    if (!spec.join_unit->empty()) out.step(Phase::privilege, JoinSandbox{*spec.join_unit}, unit_reason(spec));
    for (const auto& [kind, path] : spec.join_namespace)
        out.step(Phase::privilege, JoinPath{flag_of(kind), *path}, {"Sandbox.JoinNamespace", path.origin});
}

std::string describe(const Step& step) {
    if (const auto* sandbox = std::get_if<JoinSandbox>(&step)) return "enter net, ipc and uts of the sandbox " + sandbox->name;
    const auto& path = std::get<JoinPath>(step);
    for (const auto& [name, flag] : kKinds)
        if (flag == path.flag) return "enter the " + std::string(name) + " namespace " + path.path;
    return path.path;
}

}  // namespace sandbox::joining
