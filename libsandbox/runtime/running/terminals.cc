// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/terminals.hh"

#include "core/file.hh"
#include "core/sys.hh"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

namespace sandbox {

UniqueFd terminals_of(const ledger::Running& sandbox) {
    if (!sandbox.record.joining.terminal_label.empty()) return {};
    auto root = open_file("/proc/" + std::to_string(sandbox.record.init.pid) + "/root", O_PATH | O_DIRECTORY);
    // The number still was our process's when its root was opened, or it is none of ours.
    if (!root || !open_process(sandbox.record.init)) return {};
    UniqueFd directory(sys::openat2(root->get(), "dev/pts", O_PATH | O_DIRECTORY | O_CLOEXEC,
                                    RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS));
    struct statfs system {};
    bool is_devpts = directory && ::fstatfs(directory.get(), &system) == 0 && system.f_type == DEVPTS_SUPER_MAGIC;
    return is_devpts ? std::move(directory) : UniqueFd();
}

}  // namespace sandbox
