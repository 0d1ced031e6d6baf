// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/cgset.hh"

#include "classic/cgroup/directory.hh"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

namespace sandbox::cgroup {

void SetRequest::take_setting(std::string_view text) {
    auto equals = text.find('=');
    auto name = text.substr(0, equals);
    if (equals == text.npos || name.empty() || equals + 1 == text.size())
        status = refuse(program + ": wrong parameter of option -r: " + std::string(text) + "\n");
    else if (name.find('.') == name.npos && name != "tasks")
        status = refuse("wrong -r parameter (" + std::string(text) + ")\n");
    else
        settings.push_back({std::string(name), std::string(text.substr(equals + 1))});
}

void SetRequest::take(const cli::Parsed& option) {
    switch (option.option->letter) {
    case 'r':
        if (copy_from) status = wrong_parameters(*this, Hint::stray_help);
        else take_setting(*option.argument);
        break;
    case 'R': recursive = true; break;
    case 'i': ignore_unmappable = true; break;
    case '1': words = Version::v1; break;
    case '2': words = Version::v2; break;
    default:
        if (copy_from || !settings.empty()) status = wrong_parameters(*this, Hint::stray_help);
        else copy_from = *option.argument;
    }
}

namespace {

/// What of a group's file can be copied; none, if it is not read and written, says nothing or has gone.
Outcome<std::optional<Setting>> setting_of(const Group& group, const std::string& name) {
    struct stat status {};
    std::string path = group.directory() + "/" + name;
    if (::stat(path.c_str(), &status) < 0 && errno != ENOENT) return trouble(Error::from_errno("stat " + path));
    if ((status.st_mode & S_IWUSR) == 0 || (status.st_mode & S_IRUSR) == 0) return std::nullopt;
    auto text = TRY(read_listed(group, name)).text;
    while (text.ends_with('\n')) text.pop_back();
    if (text.empty()) return std::nullopt;
    return Setting{name, std::move(text)};
}

Outcome<> add_settings(std::vector<Setting>& settings, const Group& group, const std::string& controller) {
    auto names = names_in_order(group.directory());
    if (!names) return trouble(names.error());
    for (const std::string& name : *names) {
        if (cgroups::controller_of(name) != controller) continue;
        if (auto setting = TRY(setting_of(group, name))) settings.push_back(*std::move(setting));
    }
    return {};
}

Outcome<std::vector<Setting>> settings_of(const Mounts& mounts, const std::string& path) {
    std::vector<Setting> settings;
    bool has_group = false;
    for (const std::string& controller : mounts.all_controllers()) {
        Group group = TRY(mounts.group(controller, path));
        if (!TRY(is_there(group))) continue;
        has_group = true;
        TRY(add_settings(settings, group, controller));
    }
    if (!has_group) return trouble(Code::no_group, "no hierarchy has group " + path);
    return settings;
}

/// Subtree control is for groups below, which a leaf has none of.
bool applies(const Setting& setting, bool has_children) {
    return setting.file != "cgroup.subtree_control" || has_children;
}

/// None: the group is not there, which the write tells.
Outcome<std::optional<std::vector<std::string>>> groups_below(const Group& group) {
    auto below = directories_in_order(group.directory());
    if (below) return *std::move(below);
    if (below.error().code() == ENOENT || below.error().code() == ENOTDIR) return std::nullopt;
    return trouble(below.error());
}

Outcome<> set_recursively(const Mounts& mounts, const std::string& path, const Setting& setting, const SetRequest& request) {
    Located located = TRY(locate(mounts, path, setting.file, request.words));
    auto below = TRY(groups_below(located.group));
    if (!below || applies(setting, !below->empty())) TRY(write_value(mounts, path, setting, request.words));
    if (!below) return {};
    std::string above = path == "/" ? "" : path + "/";
    for (const std::string& name : *below) TRY(set_recursively(mounts, above + name, setting, request));
    return {};
}

/// Nothing is written where the controller of one file is not mounted.
Outcome<> check_controllers(const Mounts& mounts, const std::string& path, const std::vector<Setting>& settings, const SetRequest& request) {
    for (const Setting& setting : settings) {
        auto located = locate(mounts, path, setting.file, request.words);
        if (located) continue;
        if (located.error().code == Code::no_controller) warn_not_mounted(cgroups::controller_of(setting.file));
        return std::unexpected(located.error());
    }
    return {};
}

Outcome<> set_group(const Mounts& mounts, const std::string& path, const std::vector<Setting>& settings, const SetRequest& request) {
    TRY(check_controllers(mounts, path, settings, request));
    for (const Setting& setting : settings) {
        auto written = request.recursive ? set_recursively(mounts, path, setting, request)
                                         : write_value(mounts, path, setting, request.words);
        bool is_unmappable = !written && written.error().code == Code::no_conversion;
        if (!written && !(is_unmappable && request.ignore_unmappable)) return written;
    }
    return {};
}

/// What the kernel says of a value, be it computed by it or not for this group: not that the writing failed.
bool is_about_value(int code) {
    static constexpr int kAnswers[] = {EINVAL, ERANGE, E2BIG, EBUSY, EPERM, EACCES, EEXIST, ENODEV, ENOSPC, EOPNOTSUPP};
    return std::ranges::find(kAnswers, code) != std::end(kAnswers);
}

/// A copy takes what the target takes: not what the kernel computes, and nothing where the target is not.
Outcome<> copy_group(const Mounts& mounts, const std::string& path, const std::vector<Setting>& settings) {
    bool has_group = false;
    for (const Setting& setting : settings) {
        if (!TRY(is_there(TRY(locate(mounts, path, setting.file, std::nullopt)).group))) continue;
        has_group = true;
        auto written = write_value(mounts, path, setting, std::nullopt);
        if (!written && (written.error().code != Code::other || !is_about_value(written.error().os_error))) return written;
    }
    if (!has_group) return trouble(Code::no_value, "no hierarchy of the source has group " + path);
    return {};
}

int failed(std::string_view message, const Trouble& trouble) {
    say(message);
    explain(trouble);
    return trouble.exit_status();
}

/// What cannot be translated is named.
int not_modified(const std::string& program, const Trouble& trouble) {
    bool is_unmappable = trouble.code == Code::no_conversion;
    return failed(program + ": cgroup modify error: " + trouble.text() + (is_unmappable ? ": " + trouble.detail : "") + "\n",
                  is_unmappable ? Trouble{trouble.code} : trouble);
}

}  // namespace

static int without_arguments(const SetRequest& request, int status) {
    return refuse("Usage is " + request.program + " -r <name=value> <relative path to cgroup>\n", status);
}

Result<int> run_translating_set(SetRequest& request, std::span<char*> paths) {
    return request.has_arguments ? run_set(request, paths) : without_arguments(request, kMinusOne);
}

Result<int> run_set(SetRequest& request, std::span<char*> paths) {
    const std::string& program = request.program;
    if (!request.has_arguments) return without_arguments(request, kBadArguments);
    if (paths.empty()) return refuse(program + ": no cgroup specified\n");
    if (request.settings.empty() && !request.copy_from) return refuse(program + ": no name-value pair was set\n");
    auto mounts = find_mounts(request.scope);
    if (!mounts) return not_initialized(request, mounts.error());
    auto settings = request.copy_from ? settings_of(*mounts, *request.copy_from) : Outcome<std::vector<Setting>>(request.settings);
    if (!settings) return failed("cgroup " + *request.copy_from + " error: " + settings.error().text() + "\n", settings.error());
    for (const char* path : paths) {
        auto set = request.copy_from ? copy_group(*mounts, path, *settings) : set_group(*mounts, path, *settings, request);
        if (!set) return not_modified(program, set.error());
    }
    return 0;
}

}  // namespace sandbox::cgroup
