// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/entry.hh"

#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

namespace sandbox::ledger {
namespace {

std::vector<std::string> names_in(int directory) {
    std::vector<std::string> names;
    int copy = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (copy < 0) return names;
    std::unique_ptr<DIR, int (*)(DIR*)> list(::fdopendir(copy), ::closedir);
    while (const dirent* entry = list ? ::readdir(list.get()) : nullptr)
        if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    return names;
}

}  // namespace

Result<UniqueFd> open_entry(int entries, const std::string& name) {
    UniqueFd directory(::openat(entries, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!directory) return fail(Error::from_errno("open the ledger's entry " + name));
    return directory;
}

bool is_same(int entries, const std::string& name, int directory) {
    struct stat held {}, named {};
    return ::fstat(directory, &held) == 0 && ::fstatat(entries, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

void remove_files(int directory) {
    for (const std::string& name : names_in(directory)) ::unlinkat(directory, name.c_str(), 0);
}

std::vector<std::string> entry_names(int entries) {
    auto names = names_in(entries);
    std::ranges::sort(names);
    return names;
}

}  // namespace sandbox::ledger
