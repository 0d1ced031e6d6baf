// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"
#include "domains/cgroups/group.hh"

namespace sandbox::cgroups {

/// Whether the group has the file.
bool has_file(const Group& group, std::string_view file);
/// The bytes of a group's file, with its last newline. ENOENT: no such group, or its controller or kernel lacks the file.
Result<std::string> read(const Group& group, std::string_view file);
/// Writes a value in one write(2), as the kernel asks for. The error names file and value, and what to do about EACCES,
/// EBUSY, EINVAL and ENOENT; its code() is the errno.
Result<void> write(const Group& group, std::string_view file, std::string_view value);
/// The two parts of write(), for who tells a file that cannot be opened from a value that the kernel refuses.
Result<UniqueFd> open_to_write(const Group& group, std::string_view file, std::string_view value);
Result<void> write_to(int fd, const Group& group, std::string_view file, std::string_view value);

/// The words of a file that has a list: cgroup.controllers, cgroup.subtree_control.
Result<std::vector<std::string>> read_words(const Group& group, std::string_view file);

}  // namespace sandbox::cgroups
