// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/join_cgroup.hh"

#include "classic/message.hh"
#include "core/file.hh"
#include "core/path.hh"
#include "core/text.hh"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace sandbox::classic {
namespace {

/// "rw,cpu,cpuacct" -> "cpu,cpuacct"; "rw,xattr,name=systemd" -> "name=systemd"; the words that are no controllers go.
std::string controllers_of(std::string_view options) {
    static constexpr std::string_view kFlags[] = {"rw", "ro", "xattr", "noprefix", "clone_children", "cpuset_v2_mode"};
    std::vector<std::string> controllers;
    for (auto word : split(options, ','))
        if (std::find(std::begin(kFlags), std::end(kFlags), word) == std::end(kFlags) && !word.starts_with("release_agent="))
            controllers.emplace_back(word);
    std::sort(controllers.begin(), controllers.end());
    return join(controllers, ",");
}

std::string sorted(std::string_view controllers) {
    return controllers.empty() ? "" : controllers_of(controllers);
}

/// A line of /proc/PID/cgroup: ID:CONTROLLERS:PATH, whose path may have colons.
struct Line {
    std::string_view controllers;
    std::string_view path;
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    for (auto line : split(text, '\n')) {
        auto first = line.find(':');
        auto second = first == line.npos ? first : line.find(':', first + 1);
        if (second != line.npos) lines.push_back({line.substr(first + 1, second - first - 1), line.substr(second + 1)});
    }
    return lines;
}

bool has_line(const std::vector<Line>& lines, const Line& line) {
    return std::any_of(lines.begin(), lines.end(), [&](const Line& other) {
        return other.controllers == line.controllers && other.path == line.path;
    });
}

}  // namespace

std::vector<Hierarchy> find_hierarchies(std::string_view mountinfo) {
    std::vector<Hierarchy> found;
    for (auto line : split(mountinfo, '\n')) {
        auto words = split(line, ' ');
        auto dash = std::find(words.begin(), words.end(), "-");
        if (words.size() < 5 || words.end() - dash < 4) continue;
        if (dash[1] == "cgroup2")
            found.push_back({"", std::string(words[4]), std::string(words[3])});
        else if (dash[1] == "cgroup")
            found.push_back({controllers_of(dash[3]), std::string(words[4]), std::string(words[3])});
    }
    return found;
}

std::vector<std::string> groups_to_join(std::string_view theirs, std::string_view ours, const std::vector<Hierarchy>& mounted) {
    std::vector<std::string> directories;
    auto own = lines_of(ours);
    for (const Line& line : lines_of(theirs)) {
        if (has_line(own, line)) continue;
        for (const Hierarchy& hierarchy : mounted) {
            if (hierarchy.controllers != sorted(line.controllers)) continue;
            bool is_whole = hierarchy.root == "/";
            if (!is_below(line.path, hierarchy.root)) continue;
            directories.push_back(hierarchy.directory + std::string(line.path.substr(is_whole ? 0 : hierarchy.root.size())));
            break;
        }
    }
    return directories;
}

static Result<UniqueFd> open_members(const std::string& directory) {
    // `tasks` of cgroup v1 is cheap; a group of v2 has only cgroup.procs.
    for (const char* name : {"/tasks", "/cgroup.procs"}) {
        UniqueFd file(::open((directory + name).c_str(), O_WRONLY | O_CLOEXEC));
        if (file) return file;
        if (errno != ENOENT) break;
    }
    return fail(failed("failed to open " + directory + "/cgroup.procs"));
}

/// Those that a path of ours leads to: over the others something else lies, or a directory above is closed.
static std::vector<Hierarchy> within_reach(std::vector<Hierarchy> mounted) {
    std::erase_if(mounted, [](const Hierarchy& one) { return ::access((one.directory + "/cgroup.procs").c_str(), F_OK) < 0; });
    return mounted;
}

Result<std::vector<UniqueFd>> open_groups(pid_t target) {
    auto theirs = read_file("/proc/" + std::to_string(target) + "/cgroup");
    if (!theirs) return fail(failed("failed to get cgroup path", theirs.error().code()));
    auto ours = TRY(read_file("/proc/self/cgroup"));
    auto mounts = TRY(read_file("/proc/self/mountinfo", 64u << 20));
    std::vector<UniqueFd> groups;
    for (const auto& directory : groups_to_join(*theirs, ours, within_reach(find_hierarchies(mounts))))
        groups.push_back(TRY(open_members(directory)));
    return groups;
}

Result<void> join_groups(const std::vector<UniqueFd>& groups) {
    for (const UniqueFd& group : groups)
        if (::write(group.get(), "0", 1) != 1) return fail(failed("write cgroup.procs failed"));
    return {};
}

}  // namespace sandbox::classic
