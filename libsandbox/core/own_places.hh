// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <vector>

/// Where the caller keeps things: the system's directories for root, those of the XDG base directory specification for others.
namespace sandbox {

/// An environment variable, if it is an absolute path; else empty: what is relative is no path of the specification's.
std::string path_variable(const char* name);

/// The caller as /etc/passwd has it.
struct OwnAccount {
    std::string name{};
    std::string home{};
};
/// All of that user's id: it may have several names, and none, as users may come from elsewhere. Error: the file cannot be read.
Result<std::vector<OwnAccount>> own_accounts();
/// The first; empty where there is none.
OwnAccount own_account();

/// What is gone at the next boot or login: /run, or $XDG_RUNTIME_DIR. Error: an ordinary user without that variable, or with
/// one that is no absolute path.
Result<std::string> runtime_directory();

/// What stays: /var/lib, or $XDG_STATE_HOME, or ~/.local/state. Error: an ordinary user without a home.
Result<std::string> state_directory();

/// Where either may be another time, with other variables: by those of this time, by the account's home, and /run/user/UID as pam_systemd
/// sets it. Each once, root's alone for root; not all of them need be there.
std::vector<std::string> runtime_directories();
std::vector<std::string> state_directories();

/// Makes the directories above `path` that are missing, for the caller alone.
void make_parents(const std::string& path);

}  // namespace sandbox
