// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/terminals.hh"

#include "core/file.hh"
#include "core/id_map.hh"
#include "core/sys.hh"
#include "runtime/running/account.hh"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

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

void give_terminal(int slave, const ledger::Running& sandbox, const std::string& user) {
    if (::geteuid() != 0) return;
    auto account = account_of(sandbox, user);
    auto map = read_user_map(std::to_string(sandbox.record.init.pid));
    // As above.
    if (!account || !map || !open_process(sandbox.record.init)) return;
    for (const IdRange& range : *map) {
        if (!range.has_inside(account->user)) continue;
        auto owner = static_cast<uid_t>(range.outside + (account->user - range.inside));
        if (::fchmod(slave, 0600) == 0) (void)::fchown(slave, owner, static_cast<gid_t>(-1));
    }
}

}  // namespace sandbox
