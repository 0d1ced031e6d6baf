// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/cgdelete.hh"

#include "domains/cgroups/group.hh"

#include <algorithm>

namespace sandbox::cgroup {

void DeleteRequest::take(const cli::Parsed& option) {
    if (option.option->letter == 'r') recursive = true;
    else take_spec(*option.argument);
}

void DeleteRequest::take_spec(std::string_view text) {
    if (auto spec = parse_spec(text)) specs.push_back(std::move(*spec));
    else status = refuse(program + ": error parsing cgroup '" + std::string(text) + "'\n");
}

static bool is_everywhere(const Spec& spec) {
    return std::ranges::find(spec.controllers, "*") != spec.controllers.end();
}

/// The root cannot go, and the original is content with that; what is below it can.
static Result<void> remove_below(const Group& root, bool recursive) {
    if (!recursive) return {};
    for (const std::string& name : TRY(cgroups::children(root)))
        TRY(cgroups::remove_tree(root.child(name), cgroups::Tasks::to_parent));
    return {};
}

/// All of them, if none is there: the message is about the first.
static Outcome<std::vector<Group>> those_there(std::vector<Group> groups) {
    std::vector<Group> there;
    for (const Group& group : groups)
        if (TRY(is_there(group))) there.push_back(group);
    return there.empty() ? groups : there;
}

/// All hierarchies are tried; the first failure counts. "*" is those that have the group.
static Outcome<> remove_all(const Mounts& mounts, const Spec& spec, bool recursive) {
    auto groups = TRY(mounts.groups(spec));
    if (is_everywhere(spec)) groups = TRY(those_there(std::move(groups)));
    Outcome<> outcome;
    for (const Group& group : groups) {
        auto removed = group.is_root() ? remove_below(group, recursive)
                     : recursive       ? cgroups::remove_tree(group, cgroups::Tasks::to_parent)
                                       : cgroups::remove(group, cgroups::Tasks::to_parent);
        if (!removed && outcome) outcome = trouble(removed.error());
    }
    return outcome;
}

Result<int> run_delete(DeleteRequest& request, std::span<char*> operands) {
    if (!request.has_arguments) return wrong_parameters(request, Hint::stray_help);
    auto mounts = find_mounts(request.scope);
    if (!mounts) return not_initialized(request, mounts.error());
    for (const char* operand : operands) {
        request.take_spec(operand);
        if (request.status) return *request.status;
    }
    int status = 0;
    for (const Spec& spec : request.specs) {
        auto removed = remove_all(*mounts, spec, request.recursive);
        if (removed) continue;
        say(request.program + ": cannot remove group '" + spec.path + "': " + removed.error().text() + "\n");
        explain(removed.error());
        status = removed.error().exit_status();
    }
    return status;
}

}  // namespace sandbox::cgroup
