// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/terminals.hh"

#include "core/file.hh"
#include "core/id_map.hh"
#include "core/process_namespaces.hh"
#include "core/sys.hh"

#include <fcntl.h>
#include <linux/magic.h>
#include <optional>
#include <sched.h>
#include <sys/vfs.h>

namespace sandbox {

pty::Devpts terminals_of(const ledger::Running& sandbox, const Account& account) {
    if (!sandbox.record.joining.terminal_label.empty()) return {};
    auto process = std::to_string(sandbox.record.init.pid);
    auto root = open_file("/proc/" + process + "/root", O_PATH | O_DIRECTORY);
    auto map = read_user_map(process);
    // The number still was our process's when its root was opened and its map read, or they are none of ours.
    if (!root || !map || !open_process(sandbox.record.init)) return {};
    auto foreign = foreign_namespaces(sandbox.record.namespaces, sandbox.record.joining.made_namespaces);
    if (!foreign) return {};
    // The kernel shows who is in the same user namespace what its ids are in the one above.
    auto owner = (*foreign & CLONE_NEWUSER) != 0 ? outside_of(*map, account.user) : std::optional(account.user);
    UniqueFd directory(sys::openat2(root->get(), "dev/pts", O_PATH | O_DIRECTORY | O_CLOEXEC,
                                    RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS));
    struct statfs system {};
    bool is_devpts = directory && ::fstatfs(directory.get(), &system) == 0 && system.f_type == DEVPTS_SUPER_MAGIC;
    if (!owner || !is_devpts) return {};
    return {std::move(directory), *owner};
}

}  // namespace sandbox
