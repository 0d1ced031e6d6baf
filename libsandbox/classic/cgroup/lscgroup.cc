// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/lscgroup.hh"

#include "classic/cgroup/directory.hh"
#include "cli/print.hh"
#include "core/text.hh"
#include "domains/cgroups/control.hh"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace sandbox::cgroup {

void ListRequest::take(const cli::Parsed& option) {
    take_spec(*option.argument);
}

void ListRequest::take_spec(std::string_view text) {
    if (auto spec = parse_spec(text)) specs.push_back(std::move(*spec));
    else status = refuse(program + ": cgroup controller and path parsing failed (" + std::string(text) + ")\n", kMinusOne);
}

namespace {

struct Listed {
    std::string controllers{};
    std::string path{};
};

/// What a v1 hierarchy is listed by: its controllers, its name. systemd's own is not, as with the libcgroup of distributions.
std::vector<std::string> names_of(const Hierarchy& hierarchy) {
    auto names = hierarchy.controllers;
    if (!hierarchy.name.empty() && hierarchy.name != "systemd") names.push_back("name=" + hierarchy.name);
    return names;
}

/// Of a group that is not there, or no longer.
bool is_gone(const Error& error) {
    return error.code() == ENOENT || error.code() == ENODEV;
}

/// A v1 group has the controllers of its hierarchy, a v2 one those that reach it.
Outcome<std::string> controllers_of(const Hierarchy& hierarchy, const Group& group) {
    if (hierarchy.version == Version::v1) return join(names_of(hierarchy), ",");
    auto own = cgroups::available_controllers(group);
    if (!own && !is_gone(own.error())) return trouble(own.error());
    return own ? join(*own, ",") : "";
}

/// A group that is not there, or no longer, is not listed.
Outcome<> add_tree(std::vector<Listed>& listed, const Hierarchy& hierarchy, const Group& group, const std::string& shown) {
    auto below = directories_in_order(group.directory());
    if (!below && is_gone(below.error())) return {};
    if (!below) return trouble(below.error());
    listed.push_back({TRY(controllers_of(hierarchy, group)), shown});
    for (const std::string& name : *below) {
        Group child = group.child(name);
        TRY(add_tree(listed, hierarchy, child, child.path));
    }
    return {};
}

/// The hierarchy of the first of the spec's controllers that is mounted.
const Hierarchy* first_of(const Mounts& mounts, const Spec& spec) {
    if (spec.controllers.empty()) return cgroups::find_unified(mounts.hierarchies);
    auto has_one = [&](const Hierarchy& hierarchy) {
        auto names = names_of(hierarchy);
        return std::ranges::any_of(spec.controllers, [&](const std::string& controller) {
            return controller == "*" || std::ranges::find(names, controller) != names.end();
        });
    };
    auto found = std::ranges::find_if(mounts.hierarchies, has_one);
    return found == mounts.hierarchies.end() ? nullptr : &*found;
}

Outcome<> add_spec(std::vector<Listed>& listed, const Mounts& mounts, const Spec& spec) {
    const Hierarchy* hierarchy = first_of(mounts, spec);
    if (hierarchy == nullptr) return trouble(Code::failed, "no mounted hierarchy has one of the controllers");
    Group group = TRY(mounts.group(*hierarchy, spec.path));
    // The original ends the first line in a slash.
    return add_tree(listed, *hierarchy, group, group.is_root() ? "/" : group.path + "/");
}

Outcome<> add_all(std::vector<Listed>& listed, const Mounts& mounts) {
    for (const Hierarchy& hierarchy : mounts.hierarchies) {
        bool is_shown = hierarchy.version == Version::v2 || !names_of(hierarchy).empty();
        if (is_shown && !is_second_mount(mounts, hierarchy)) TRY(add_tree(listed, hierarchy, {hierarchy.version, hierarchy.mount, "/"}, "/"));
    }
    return {};
}

/// Who may make groups chooses their names: a terminal gets no control bytes of them.
std::string print_listed(const std::vector<Listed>& listed) {
    std::string text;
    bool is_terminal = ::isatty(STDOUT_FILENO);
    for (const Listed& line : listed) text += line.controllers + ":" + (is_terminal ? escape(line.path) : line.path) + "\n";
    return text;
}

std::string print_listed_json(const std::vector<Listed>& listed) {
    std::string text = "{\"groups\":[";
    for (std::string_view before; const Listed& line : listed) {
        text += std::string(before) + "\n  {\"controllers\":[";
        before = ",";
        for (std::string_view between; const std::string& controller : parse_list(line.controllers)) {
            text += std::string(between) + json_string(controller);
            between = ",";
        }
        text += "],\"path\":" + json_string(line.path) + "}";
    }
    return text + "\n]}\n";
}

int not_listed(const Trouble& trouble) {
    return refuse("cgroups can't be listed: " + trouble.text() + "\n", trouble.exit_status());
}

}  // namespace

Result<int> run_list(ListRequest& request, std::span<char*> operands) {
    for (const char* operand : operands) {
        request.take_spec(operand);
        if (request.status) return *request.status;
    }
    auto mounts = find_mounts(request.scope);
    if (!mounts) return not_listed(mounts.error());
    std::vector<Listed> listed;
    int status = 0;
    if (request.specs.empty())
        if (auto added = add_all(listed, *mounts); !added) status = not_listed(added.error());
    for (const Spec& spec : request.specs) {
        auto added = add_spec(listed, *mounts, spec);
        if (added) continue;
        std::string controller = spec.controllers.empty() ? "" : spec.controllers[0];
        say(request.program + ": cannot find group " + controller + "..:" + spec.path + ": " + added.error().text() + "\n");
        status = added.error().exit_status();
        if (added.error().code != Code::failed) break;  // as the original, which goes on behind a controller that is not mounted
    }
    TRY(cli::print(request.json ? print_listed_json(listed) : print_listed(listed)));
    return status;
}

}  // namespace sandbox::cgroup
