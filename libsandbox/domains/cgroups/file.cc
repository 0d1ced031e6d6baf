// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/file.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sandbox::cgroups {

static std::string file_path(const Group& group, std::string_view file) {
    return group.directory() + "/" + std::string(file);
}

bool has_file(const Group& group, std::string_view file) {
    return ::access(file_path(group, file).c_str(), F_OK) == 0;
}

Result<std::string> read(const Group& group, std::string_view file) {
    return read_file(file_path(group, file), 64u << 20);
}

/// The processors or memory nodes of the group above, of which a group may have some.
static std::string above(const Group& group, std::string_view file) {
    std::string_view kind = file.substr(std::string_view("cpuset.").size());
    Group parent = group.parent();
    auto list = read(parent, group.version == Version::v2 ? "cpuset." + std::string(kind) + ".effective" : "cpuset.effective_" + std::string(kind));
    if (!list) return {};
    return "the group above has " + list->substr(0, list->find('\n'));
}

/// What errno does not say.
static std::string advice(const Group& group, std::string_view file, int code) {
    if (code == ENOENT) {
        if (!exists(group)) return "there is no such group";
        return group.version == Version::v2 ? "the controller is not in the cgroup.subtree_control of the group above, or this "
                                              "kernel has no such file"
                                            : "the hierarchy has another controller, or this kernel has no such file";
    }
    // v1 refuses what the group above does not have with EACCES.
    bool is_beyond = code == EINVAL || code == ERANGE || (code == EACCES && ::access(file_path(group, file).c_str(), W_OK) == 0);
    if (is_beyond && (file == "cpuset.cpus" || file == "cpuset.mems"))
        if (auto list = above(group, file); !list.empty()) return list;
    if (code == EACCES || code == EPERM) return "the group is not delegated to this user, or the file is read-only";
    if (code == EBUSY && file == "cgroup.subtree_control")
        return "the group has processes of its own, and cgroup v2 passes controllers on only without";
    if (code == EBUSY) return "processes in the group use more than that, or groups below it have more";
    if (code == EINVAL) return "the kernel does not take this value, or not in this group";
    return {};
}

static std::unexpected<Error> refused(const Group& group, std::string_view file, std::string_view value, int code) {
    auto error = Error::from_errno("write " + quote(value) + " to " + file_path(group, file), code);
    auto help = advice(group, file, code);
    return fail(help.empty() ? std::move(error) : std::move(error).hint(help));
}

Result<UniqueFd> open_to_write(const Group& group, std::string_view file, std::string_view value) {
    UniqueFd fd(::open(file_path(group, file).c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd) return refused(group, file, value, errno);
    return fd;
}

Result<void> write_to(int fd, const Group& group, std::string_view file, std::string_view value) {
    ssize_t written;
    do written = ::write(fd, value.data(), value.size());
    while (written < 0 && errno == EINTR);
    if (written < 0) return refused(group, file, value, errno);
    if (static_cast<std::size_t>(written) != value.size()) return refused(group, file, value, EIO);
    return {};
}

Result<void> write(const Group& group, std::string_view file, std::string_view value) {
    auto fd = TRY(open_to_write(group, file, value));
    return write_to(fd.get(), group, file, value);
}

Result<std::vector<std::string>> read_words(const Group& group, std::string_view file) {
    std::string text = TRY(read(group, file));
    std::vector<std::string> words;
    std::string_view rest = text;
    while (!rest.empty()) {
        auto word = rest.substr(0, rest.find_first_of(" \n\t"));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        if (!word.empty()) words.emplace_back(word);
    }
    return words;
}

}  // namespace sandbox::cgroups
