// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/mounts.hh"

#include "classic/message.hh"
#include "core/fd.hh"

#include <cstring>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

namespace sandbox::classic {

std::optional<unsigned long> parse_propagation(std::string_view word) {
    if (word == "private") return MS_REC | MS_PRIVATE;
    if (word == "shared") return MS_REC | MS_SHARED;
    if (word == "slave") return MS_REC | MS_SLAVE;
    if (word == "unchanged") return 0;
    return std::nullopt;
}

Result<void> set_propagation(unsigned long flags) {
    if (flags != 0 && ::mount("none", "/", nullptr, flags, nullptr) < 0)
        return fail(failed("cannot change root filesystem propagation"));
    return {};
}

static constexpr unsigned long kHarmless = MS_NOSUID | MS_NOEXEC | MS_NODEV;

Result<void> mount_proc(const char* directory, bool isolate) {
    // EINVAL: nothing is mounted there yet, so nothing can travel.
    if (isolate && ::mount("none", directory, nullptr, MS_PRIVATE | MS_REC, nullptr) < 0 && errno != EINVAL)
        return fail(failed("cannot change " + std::string(directory) + " filesystem propagation"));
    if (::mount("proc", directory, "proc", kHarmless, nullptr) < 0)
        return fail(failed("mount " + std::string(directory) + " failed"));
    return {};
}

Result<void> mount_binfmt(const char* directory, const char* interpreter) {
    if (::mount("binfmt_misc", directory, "binfmt_misc", kHarmless, nullptr) < 0)
        return fail(failed("mount " + std::string(directory) + " failed"));
    if (interpreter == nullptr) return {};
    auto path = std::string(directory) + "/register";
    UniqueFd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file) return fail(failed("cannot open " + path));
    auto size = std::strlen(interpreter);
    if (::write(file.get(), interpreter, size) != static_cast<ssize_t>(size)) return fail(failed("write failed " + path));
    return {};
}

bool opens_at_once(std::string_view interpreter) {
    if (interpreter.empty()) return false;
    auto flags = interpreter.rfind(interpreter[0]);  // the first character is the separator
    return interpreter.substr(flags).find('F') != interpreter.npos;
}

Result<void> change_root(const char* root, const char* directory) {
    if (root != nullptr && ::chroot(root) < 0)
        return fail(failed("cannot change root directory to '" + std::string(root) + "'"));
    if (directory == nullptr && root != nullptr) directory = "/";
    if (directory != nullptr && ::chdir(directory) < 0)
        return fail(failed("cannot change directory to " + std::string(directory)));
    return {};
}

}  // namespace sandbox::classic
