// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/enter.hh"
#include "cli/parse.hh"

#include <optional>
#include <vector>

namespace sandbox::classic {

/// -S and -G: a number, or the target's own.
struct IdRequest {
    std::optional<unsigned> id{};
    bool follows = false;

    bool is_given() const { return id || follows; }
};

/// A directory that is a descriptor from before the namespaces changed: of a path, or of the target.
struct DirectoryRequest {
    UniqueFd directory{};
    bool of_target = false;
};

/// A command line of nsenter(1), read. Texts are those of argv; files that it names are open.
struct NsenterRequest {
    Entry entry{};
    unsigned long long target_inode = 0;
    bool all = false;
    bool user_parent = false;
    std::optional<int> net_socket{};
    IdRequest uid{};
    IdRequest gid{};
    bool preserves_credentials = false;
    bool keeps_capabilities = false;
    DirectoryRequest root{};
    DirectoryRequest directory{};
    bool has_wdns = false;
    const char* inner_directory = nullptr;  ///< of --wdns
    bool takes_environment = false;
    bool forks = true;
    bool joins_cgroup = false;
    bool follows_context = false;
};

/// Takes one option as soon as it is met, as the original does. `request` is an NsenterRequest.
/// False: no more options, for --help or --version was met.
Result<bool> take_nsenter_option(void* request, const cli::Parsed& option);

/// Enters the namespaces and becomes the program; returns in the waiting parent with the status, or with what failed.
Result<int> run_nsenter(NsenterRequest& request, const std::vector<char*>& words);

}  // namespace sandbox::classic
