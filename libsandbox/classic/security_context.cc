// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/security_context.hh"

#include "classic/message.hh"
#include "core/file.hh"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

namespace sandbox::classic {

bool is_selinux_enabled() noexcept {
    struct statfs about {};
    return ::statfs("/sys/fs/selinux", &about) == 0 && about.f_type == SELINUX_MAGIC;
}

Result<void> follow_context(pid_t target) {
    auto process = std::to_string(target);
    auto context = read_file("/proc/" + process + "/attr/current");
    if (!context) return fail(refused("failed to get " + process + " SELinux context"));
    while (context->ends_with('\0') || context->ends_with('\n')) context->pop_back();
    UniqueFd file(::open("/proc/self/attr/exec", O_WRONLY | O_CLOEXEC));
    if (!file || ::write(file.get(), context->data(), context->size()) != static_cast<ssize_t>(context->size()))
        return fail(refused("failed to set exec context to '" + *context + "'"));
    return {};
}

}  // namespace sandbox::classic
