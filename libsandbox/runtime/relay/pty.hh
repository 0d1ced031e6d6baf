// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>
#include <sys/types.h>

/// A terminal of ours, by its two ends.
namespace sandbox::pty {

/// More than the kernel keeps of what is written to a terminal.
inline constexpr std::size_t kMostHeld = 256 * 1024;

/// Where terminals have their names, and whose ours are to be there from before anybody can open them.
struct Devpts {
    UniqueFd directory{};  ///< of a devpts; none: the host's, and all is as it makes it
    uid_t owner = 0;
};

/// Does not block. Of the host where `devpts` has no room. Error: there is no /dev/pts.
Result<UniqueFd> open_master(const Devpts& devpts = {});
/// For each session one: who was inside may have taken the terminal for itself alone (TIOCEXCL), and then both ends are new.
Result<UniqueFd> open_slave(UniqueFd& master, const Devpts& devpts = {});

/// Writes what the other side takes now; all is taken when nobody is there any more. Error: the bytes are lost.
Result<void> write_some(int fd, std::string& bytes);
/// Appends what there is to read now. Error: it cannot be read; that nobody is at the other end is none.
Result<void> read_some(int fd, std::string& bytes);

}  // namespace sandbox::pty
