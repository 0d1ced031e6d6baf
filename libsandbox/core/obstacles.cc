// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/obstacles.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox {

std::string sysctl_text(const char* path) {
    auto text = read_file(path, 4096).value_or("");
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

std::string own_mounts() {
    return read_file("/proc/self/mountinfo", 16u << 20).value_or("");
}

/// The fifth word of a line; "" if it has none.
static std::string_view mount_point(std::string_view line) {
    auto words = split(line, ' ');
    return words.size() > 4 ? words[4] : std::string_view();
}

std::string proc_mask(std::string_view mountinfo) {
    for (std::string_view line : split(mountinfo, '\n')) {
        auto point = mount_point(line);
        if (point.starts_with("/proc/") && point != "/proc/sys/fs/binfmt_misc") return std::string(point);
    }
    return "";
}

bool is_in_chroot(std::string_view mountinfo) {
    return !mountinfo.empty() && std::ranges::none_of(split(mountinfo, '\n'), [](auto line) { return mount_point(line) == "/"; });
}

}  // namespace sandbox
