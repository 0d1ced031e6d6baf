// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/sweep.hh"

#include "runtime/ledger/entry.hh"
#include "runtime/ledger/find.hh"
#include "runtime/ledger/place.hh"
#include "runtime/ledger/watcher.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace sandbox::ledger {

/// Kills and removes what is in the groups, those that have other inodes by now left out. The next, which may just have been made, goes
/// if nobody is in it.
static Result<void> remove_groups(const Record& record) {
    if (record.cgroups.empty()) return {};
    auto watcher = TRY(Watcher::start(nullptr, record.cgroups));
    for (std::uint64_t inode : record.cgroup_inodes) TRY(watcher.made(inode));
    return watcher.finish();
}

Result<void> clear(int directory) {
    auto record = read_record(directory);
    // Without a record, or with one that is none, there was nothing outside yet: it is written before anything is made there.
    bool is_none = !record && (record.error().code() == ENOENT || record.error().code() == 0);
    if (!record && !is_none) return fail(std::move(record).error());
    bool is_here = record && record->boot == TRY(boot_id());
    if (is_here) TRY(remove_groups(*record));
    if (is_here && !record->tunnel.empty()) ::rmdir(record->tunnel.c_str());
    return remove_files(directory);
}

/// Whether the entry was removed: nobody held its lock, and nothing of it is left.
static Result<bool> sweep_one(int entries, const std::string& name) {
    auto directory = open_entry(entries, name);
    if (!directory && is_no_entry(directory.error().code())) return false;
    if (!directory) return fail(std::move(directory).error());
    if (::flock(directory->get(), LOCK_EX | LOCK_NB) < 0)
        return errno == EWOULDBLOCK ? Result<bool>(false) : fail(Error::from_errno("lock the ledger's entry " + name));
    if (!TRY(is_same(entries, name, directory->get()))) return false;
    TRY(clear(directory->get()));
    if (::unlinkat(entries, name.c_str(), AT_REMOVEDIR) < 0)
        return fail(Error::from_errno("remove the ledger's entry " + name));
    return true;
}

Result<Swept> sweep() {
    auto entries = TRY(lock_place());
    Swept swept;
    for (const std::string& name : TRY(entry_names(entries.get()))) {
        auto is_removed = sweep_one(entries.get(), name);
        if (!is_removed) swept.errors.push_back(std::move(is_removed).error().within(name));
        else if (*is_removed) swept.names.push_back(name);
    }
    return swept;
}

}  // namespace sandbox::ledger
