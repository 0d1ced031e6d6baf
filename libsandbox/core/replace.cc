// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/replace.hh"

#include "core/file.hh"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

namespace sandbox {

Result<void> replace_file(int directory, const std::string& name, std::string_view bytes, unsigned mode, const std::string& path) {
    auto temporary = name + ".new";
    ::unlinkat(directory, temporary.c_str(), 0);
    UniqueFd file(::openat(directory, temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!file) return fail(Error::from_errno("open " + path + ".new"));
    auto replaced = write_all(file.get(), bytes, path + ".new");
    if (replaced && ::renameat(directory, temporary.c_str(), directory, name.c_str()) < 0) replaced = fail(Error::from_errno("rename to " + path));
    if (!replaced) ::unlinkat(directory, temporary.c_str(), 0);
    return replaced;
}

}  // namespace sandbox
