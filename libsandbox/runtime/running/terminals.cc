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

/// What the user is outside; none: the sandbox does not map it.
static std::optional<uid_t> outside(const std::vector<IdRange>& map, std::uint32_t user) {
    for (const IdRange& range : map)
        if (range.has_inside(user)) return static_cast<uid_t>(range.outside + (user - range.inside));
    return std::nullopt;
}

pty::Devpts terminals_of(const ledger::Running& sandbox, const Account& account) {
    if (!sandbox.record.joining.terminal_label.empty()) return {};
    auto process = "/proc/" + std::to_string(sandbox.record.init.pid);
    auto root = open_file(process + "/root", O_PATH | O_DIRECTORY);
    auto map = read_user_map(std::to_string(sandbox.record.init.pid));
    // The number still was our process's when its root was opened and its map read, or they are none of ours.
    if (!root || !map || !open_process(sandbox.record.init)) return {};
    auto foreign = foreign_namespaces(sandbox.record.namespaces, sandbox.record.joining.made_namespaces);
    if (!foreign) return {};
    // The kernel shows who is in the same user namespace what its ids are in the one above.
    auto owner = (*foreign & CLONE_NEWUSER) != 0 ? outside(*map, account.user) : std::optional<uid_t>(account.user);
    UniqueFd directory(sys::openat2(root->get(), "dev/pts", O_PATH | O_DIRECTORY | O_CLOEXEC,
                                    RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS));
    struct statfs system {};
    bool is_devpts = directory && ::fstatfs(directory.get(), &system) == 0 && system.f_type == DEVPTS_SUPER_MAGIC;
    if (!owner || !is_devpts) return {};
    return {std::move(directory), *owner};
}

}  // namespace sandbox
