// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>
#include <string_view>

namespace sandbox {

/// open(2) with O_CLOEXEC; the error names the path.
Result<UniqueFd> open_file(const std::string& path, int flags, unsigned mode = 0);
/// A regular file of this name in a directory, to read: no link is followed, and a fifo that nobody writes to keeps nobody waiting.
/// `path`: what an error calls it.
Result<UniqueFd> open_regular_at(int directory, const std::string& name, const std::string& path);
/// The file's bytes, at most `limit` (more is an error).
Result<std::string> read_file(const std::string& path, std::size_t limit = 1u << 20);
Result<std::string> read_all(int fd, const std::string& name, std::size_t limit = 1u << 20);
/// The bytes of a regular file below somebody else's root, whose links lead to nothing outside of it; whatever else is there, nobody
/// waits for it, and no terminal becomes ours. `name`: what an error calls it.
Result<std::string> read_in_root(int root, const std::string& path, const std::string& name, std::size_t limit = 1u << 20);
/// Writes everything, or says why not.
Result<void> write_all(int fd, std::string_view bytes, const std::string& name);

/// Closes all descriptors of a range, its ends included: one by one where there is no close_range(2), before Linux 5.9.
void close_descriptors(unsigned first, unsigned last);

/// Whether two descriptors of ours are one open file, so that they share its offset, as after 2>&1: kcmp(2).
bool is_same_open_file(int one, int other);

/// A pipe, both ends close-on-exec.
struct Pipe {
    UniqueFd from{};
    UniqueFd to{};
};
Result<Pipe> make_pipe();

}  // namespace sandbox
