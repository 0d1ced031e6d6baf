// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>

/// A terminal of ours, by its two ends.
namespace sandbox::pty {

/// More than the kernel keeps of what is written to a terminal.
inline constexpr std::size_t kMostHeld = 256 * 1024;

/// Does not block. `devpts`: the directory of the file system that it gets its name in, if that has room; -1: the host's. Error: there is
/// no /dev/pts.
Result<UniqueFd> open_master(int devpts = -1);
/// For each session one: who was inside may have taken the terminal for itself alone (TIOCEXCL), and then both ends are new.
Result<UniqueFd> open_slave(UniqueFd& master, int devpts = -1);

/// Writes what the other side takes now; all is taken when nobody is there any more. Error: the bytes are lost.
Result<void> write_some(int fd, std::string& bytes);
/// Appends what there is to read now. Error: it cannot be read; that nobody is at the other end is none.
Result<void> read_some(int fd, std::string& bytes);

}  // namespace sandbox::pty
