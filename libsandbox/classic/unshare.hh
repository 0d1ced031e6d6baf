// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/credentials.hh"
#include "classic/idmap.hh"
#include "classic/persist.hh"
#include "cli/parse.hh"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandbox::classic {

/// What --map-user, --map-users and their like say about the users, or about the groups.
struct MapRequest {
    std::optional<unsigned> single{};  ///< what our own id becomes inside
    bool is_current = false;           ///< --map-current-user: our own id stays what it is
    std::vector<IdRange> ranges{};

    bool has_single() const { return single || is_current; }
};

/// A command line of unshare(1), read. Texts are those of argv.
struct UnshareRequest {
    int flags = 0;  ///< CLONE_NEW*
    std::vector<Persistent> persistent{};
    MapRequest users{};
    MapRequest groups{};
    std::optional<Owner> owner{};
    std::optional<std::int64_t> monotonic{};
    std::optional<std::int64_t> boottime{};
    bool forks = false;
    int kill_signal = 0;
    bool forwards_signals = false;
    const char* setgroups = nullptr;  ///< "allow", "deny"
    std::optional<unsigned long> propagation{};
    const char* proc = nullptr;
    const char* binfmt = nullptr;
    const char* interpreter = nullptr;
    const char* root = nullptr;
    const char* directory = nullptr;
    std::optional<unsigned> uid{};
    std::optional<unsigned> gid{};
    bool keeps_capabilities = false;
    bool clears_environment = false;
    std::string kept_environment{};  ///< names, separated by commas
};

/// Takes one option as soon as it is met, as the original does: its files are read and its errors are reported then.
/// `request` is an UnshareRequest. False: no more options, for --help or --version was met.
Result<bool> take_unshare_option(void* request, const cli::Parsed& option);

/// Makes the namespaces and becomes the program; returns in the waiting parent with the status, or with what failed.
Result<int> run_unshare(UnshareRequest& request, const std::vector<char*>& words);

}  // namespace sandbox::classic
