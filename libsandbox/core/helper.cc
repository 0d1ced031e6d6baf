// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/helper.hh"

#include "core/text.hh"

#include <cerrno>
#include <climits>
#include <unistd.h>

namespace sandbox {

/// "BUILD" of a program that is BUILD/tools/NAME; empty if it is not in such a directory.
static std::string build_directory() {
    char path[PATH_MAX];
    ssize_t length = ::readlink("/proc/self/exe", path, sizeof path);
    std::string_view program(path, length > 0 ? static_cast<std::size_t>(length) : 0);
    auto directory = program.substr(0, program.rfind('/'));
    constexpr std::string_view kTools = "/tools";
    return directory.ends_with(kTools) ? std::string(directory.substr(0, directory.size() - kTools.size())) : "";
}

Result<std::string> find_helper(const std::string& name) {
    // A program of the build directory is not to run what an older version installed.
    if (auto build = build_directory(); !build.empty()) {
        auto path = build + "/libexec/" + name + "/sandbox-" + name;
        if (::access(path.c_str(), X_OK) == 0) return path;
    }
    std::string path = SANDBOX_LIBEXEC "/sandbox-" + name;
    if (::access(path.c_str(), X_OK) == 0) return path;
    return fail(Error::from_errno(path).hint("it belongs to this toolkit and is not installed"));
}

}  // namespace sandbox
