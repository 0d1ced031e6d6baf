// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/hierarchy.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace sandbox::cgroups {
namespace {

/// What else stands among the options of a v1 mount.
constexpr std::string_view kFlags[] = {"rw", "ro", "xattr", "noprefix", "clone_children", "cpuset_v2_mode",
                                       "seclabel", "favordynmods", "nofavordynmods", "none"};

bool is_flag(std::string_view word) {
    return std::find(std::begin(kFlags), std::end(kFlags), word) != std::end(kFlags) || word.starts_with("release_agent=") ||
           word.find("context=") != word.npos;
}

void take_options(Hierarchy& hierarchy, std::string_view options) {
    for (std::string_view word : split(options, ',')) {
        if (word.starts_with("name="))
            hierarchy.name = word.substr(5);
        else if (!word.empty() && !is_flag(word))
            hierarchy.controllers.emplace_back(word);
    }
}

Hierarchy parse_line(std::span<const std::string_view> words, std::span<const std::string_view> behind_dash) {
    Hierarchy hierarchy{.version = behind_dash[0] == "cgroup2" ? Version::v2 : Version::v1,
                        .mount = unescape_octal(words[4]),
                        .mount_root = unescape_octal(words[3])};
    if (hierarchy.version == Version::v1) take_options(hierarchy, behind_dash[2]);
    return hierarchy;
}

}  // namespace

std::vector<Hierarchy> parse_hierarchies(std::string_view mountinfo) {
    std::vector<Hierarchy> found;
    for (std::string_view line : split(mountinfo, '\n')) {
        // Most lines are of other file systems: they cost one search.
        if (line.find(" - cgroup") == line.npos) continue;
        auto words = split(line, ' ');
        auto dash = std::find(words.begin() + std::min<std::ptrdiff_t>(6, std::ssize(words)), words.end(), "-");
        if (words.end() - dash < 4) continue;
        std::span behind(dash + 1, words.end());
        if (behind[0] == "cgroup" || behind[0] == "cgroup2") found.push_back(parse_line(words, behind));
    }
    return found;
}

/// mountinfo lists mounts that no path of ours leads to.
static bool is_out_of_reach(int code) {
    return code == ENOENT || code == ENOTDIR || code == EACCES || code == ENODEV;
}

/// Who may search a hierarchy sees its files: if one is closed all the same, that is no way to be out of reach.
static Result<bool> has_tasks(const Hierarchy& hierarchy) {
    std::string path = hierarchy.mount + "/tasks";
    if (::access(path.c_str(), F_OK) == 0) return true;
    int code = errno;
    if (code == EACCES && ::access(hierarchy.mount.c_str(), X_OK) == 0) return fail(Error::from_errno("access " + path, code));
    return !is_out_of_reach(code);
}

/// False: it is out of reach. On v1 only the path is tried; what no v2 group has tells it from one that lies over it.
static Result<bool> look_into(Hierarchy& hierarchy) {
    if (hierarchy.version == Version::v1) return has_tasks(hierarchy);
    std::string path = hierarchy.mount + "/cgroup.controllers";
    auto text = read_file(path);
    bool may_read = !text && text.error().code() == EACCES && ::access(path.c_str(), R_OK) == 0;
    if (!text && !may_read && is_out_of_reach(text.error().code())) return false;
    std::string words = TRY(std::move(text));
    while (!words.empty() && words.back() == '\n') words.pop_back();
    for (std::string_view word : split(words, ' '))
        if (!word.empty()) hierarchy.controllers.emplace_back(word);
    return true;
}

Result<std::vector<Hierarchy>> find_hierarchies(const std::string& root) {
    std::vector<Hierarchy> found;
    for (Hierarchy& hierarchy : parse_hierarchies(TRY(read_file(root + "/proc/self/mountinfo", 64u << 20)))) {
        hierarchy.mount.insert(0, root);
        if (TRY(look_into(hierarchy))) found.push_back(std::move(hierarchy));
    }
    return found;
}

static bool has_controller(const Hierarchy& hierarchy, std::string_view controller) {
    if (controller.starts_with("name=")) return hierarchy.version == Version::v1 && hierarchy.name == controller.substr(5);
    return std::ranges::find(hierarchy.controllers, controller) != hierarchy.controllers.end();
}

const Hierarchy* find_controller(std::span<const Hierarchy> hierarchies, std::string_view controller) {
    for (const Hierarchy& hierarchy : hierarchies)
        if (has_controller(hierarchy, controller)) return &hierarchy;
    return nullptr;
}

const Hierarchy* find_unified(std::span<const Hierarchy> hierarchies) {
    for (const Hierarchy& hierarchy : hierarchies)
        if (hierarchy.version == Version::v2) return &hierarchy;
    return nullptr;
}

std::string controllers_field(const Hierarchy& hierarchy) {
    if (hierarchy.version == Version::v2) return {};
    auto words = hierarchy.controllers;
    if (!hierarchy.name.empty()) words.push_back("name=" + hierarchy.name);
    std::sort(words.begin(), words.end());
    return join(words, ",");
}

}  // namespace sandbox::cgroups
