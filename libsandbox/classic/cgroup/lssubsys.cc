// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/lssubsys.hh"

#include "cli/print.hh"
#include "core/file.hh"
#include "core/text.hh"
#include "domains/cgroups/translate.hh"

#include <algorithm>
#include <cerrno>

namespace sandbox::cgroup {

void SubsystemRequest::take(const cli::Parsed& option) {
    switch (option.option->letter) {
    case 'a': all = true; break;
    case 'i': numbers = true; break;
    case 'm': mount_points = true; break;
    case 'M': mount_points = all_mount_points = true; break;
    }
}

std::vector<KernelController> parse_kernel_controllers(std::string_view text) {
    std::vector<KernelController> controllers;
    for (std::string_view line : split(text, '\n')) {
        auto words = split(line, '\t');
        auto number = words.size() > 1 ? parse_number(words[1]) : std::nullopt;
        if (line.starts_with('#') || !number) continue;
        controllers.push_back({std::string(words[0]), static_cast<int>(*number)});
    }
    return controllers;
}

static std::vector<std::string> mounts_of(const std::vector<Hierarchy>& hierarchies, const std::string& controller) {
    std::vector<std::string> mounts;
    for (const Hierarchy& hierarchy : hierarchies)
        if (std::ranges::find(hierarchy.controllers, controller) != hierarchy.controllers.end()) mounts.push_back(hierarchy.mount);
    return mounts;
}

std::vector<Subsystem> find_subsystems(const std::vector<KernelController>& kernel, const std::vector<Hierarchy>& hierarchies) {
    std::vector<Subsystem> unused, found;
    auto unified = cgroups::find_unified(hierarchies);
    auto is_unified = [&](const std::string& name) {
        if (unified == nullptr) return false;
        auto has = [&](std::string_view each) { return std::ranges::find(unified->controllers, each) != unified->controllers.end(); };
        return has(name) || has(cgroups::counterpart(Version::v1, name));
    };
    for (const KernelController& controller : kernel) {
        if (controller.hierarchy == 0) {
            if (!is_unified(controller.name)) unused.push_back({{controller.name}});
            continue;
        }
        auto same = std::ranges::find(found, controller.hierarchy, &Subsystem::number);
        if (same != found.end()) same->controllers.push_back(controller.name);
        else found.push_back({{controller.name}, controller.hierarchy, mounts_of(hierarchies, controller.name)});
    }
    if (unified != nullptr && !unified->controllers.empty()) {
        Subsystem subsystem{unified->controllers};
        for (const Hierarchy& hierarchy : hierarchies)
            if (hierarchy.version == Version::v2) subsystem.mounts.push_back(hierarchy.mount);
        found.push_back(std::move(subsystem));
    }
    unused.insert(unused.end(), found.begin(), found.end());
    return unused;
}

namespace {

bool is_unused(const Subsystem& subsystem) {
    return subsystem.number == 0 && subsystem.mounts.empty();
}

bool is_asked(const Subsystem& subsystem, const SubsystemRequest& request, std::span<char*> names) {
    if (request.all) return true;
    if (is_unused(subsystem)) return false;
    auto is_named = [&](const std::string& controller) { return std::ranges::find(names, controller) != names.end(); };
    return names.empty() || std::ranges::any_of(subsystem.controllers, is_named);
}

std::string print_subsystem(const Subsystem& subsystem, const SubsystemRequest& request) {
    std::string names = join(subsystem.controllers, ",");
    if (is_unused(subsystem) || (!request.mount_points && !request.numbers)) return names + "\n";
    if (!request.mount_points) return names + " " + std::to_string(subsystem.number) + "\n";
    std::string text;
    for (const std::string& mount : subsystem.mounts) {
        text += names + " " + mount + "\n";
        if (!request.all_mount_points) break;
    }
    return text;
}

std::string json_list(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ",") + json_string(word);
    return "[" + text + "]";
}

std::string print_subsystem_json(const Subsystem& subsystem) {
    return "{\"controllers\":" + json_list(subsystem.controllers) + ",\"hierarchy\":" + std::to_string(subsystem.number) +
           ",\"mounts\":" + json_list(subsystem.mounts) + "}";
}

int not_read(const Error& error) {
    return refuse("cannot read controller data: " + error.message() + "\n", Trouble{Code::other}.exit_status());
}

}  // namespace

Result<int> run_subsystems(SubsystemRequest& request, std::span<char*> operands) {
    auto hierarchies = cgroups::find_hierarchies();
    if (!hierarchies) return not_read(hierarchies.error());
    auto kernel = read_file("/proc/cgroups");
    if (!kernel && kernel.error().code() != ENOENT) return not_read(kernel.error());
    // A kernel without v1 may lack the file: v2 says itself what it has.
    auto subsystems = find_subsystems(parse_kernel_controllers(kernel ? *kernel : ""), *hierarchies);
    std::string text, json;
    bool has_none = hierarchies->empty();
    for (const Subsystem& subsystem : subsystems) {
        if (!is_asked(subsystem, request, operands) || (has_none && !is_unused(subsystem))) continue;
        text += print_subsystem(subsystem, request);
        json += (json.empty() ? "\n  " : ",\n  ") + print_subsystem_json(subsystem);
    }
    TRY(cli::print(request.json ? "{\"hierarchies\":[" + json + "\n]}\n" : text));
    return has_none ? Trouble{Code::no_group}.exit_status() : 0;
}

}  // namespace sandbox::cgroup
