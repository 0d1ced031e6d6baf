// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/entry.hh"

#include "core/directory.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace sandbox::ledger {

Result<UniqueFd> open_entry(int entries, const std::string& name) {
    UniqueFd directory(::openat(entries, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!directory) return fail(Error::from_errno("open the ledger's entry " + name));
    return directory;
}

bool is_no_entry(int code) {
    return code == ENOENT || code == ENOTDIR || code == ELOOP;
}

Result<bool> is_same(int entries, const std::string& name, int directory) {
    struct stat held {}, named {};
    if (::fstat(directory, &held) < 0) return fail(Error::from_errno("stat the ledger's entry " + name));
    if (::fstatat(entries, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) < 0)
        return errno == ENOENT ? Result<bool>(false) : fail(Error::from_errno("stat the ledger's entry " + name));
    return held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

Result<void> remove_files(int directory) {
    for (const std::string& name : TRY(names_in(directory, "the ledger's entry")))
        if (::unlinkat(directory, name.c_str(), 0) < 0 && errno != ENOENT)
            return fail(Error::from_errno("remove " + name + " of the ledger's entry"));
    return {};
}

Result<std::vector<std::string>> entry_names(int entries) {
    auto names = TRY(names_in(entries, "the ledger"));
    std::erase_if(names, [](const std::string& name) { return name.starts_with('.'); });
    return names;
}

}  // namespace sandbox::ledger
