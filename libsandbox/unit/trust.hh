// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace sandbox {

/// Something that a path led to, with nobody but root and the caller able to have put it there: it and
/// every directory and symbolic link on the way belong to root or the caller; nobody else can write to it, to its
/// directory or to one with a link; directories above may be sticky ones like /tmp.
struct Trusted {
    UniqueFd directory;   ///< O_PATH: where it lies, links followed
    UniqueFd fd;          ///< O_PATH: itself
    std::string name;     ///< its name in `directory`
    struct stat status;
};

/// Walks the path by descriptors, one component at a time. Nothing: there is no such file. A relative path begins at the
/// working directory. Errors are usage errors that name the file or directory that is not to be trusted.
Result<std::optional<Trusted>> find_trusted(const std::string& path, uid_t caller);
/// The bytes of a regular file, at most `limit`. A fifo, a device or a directory is not even opened.
Result<std::string> read_trusted(const Trusted& file, const std::string& path, std::size_t limit);
/// The sorted names of a directory's entries that end in `suffix` and do not begin with ".".
Result<std::vector<std::string>> list_trusted(const Trusted& directory, const std::string& path, std::string_view suffix);

}  // namespace sandbox
