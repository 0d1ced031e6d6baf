// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/tool.hh"
#include "core/fd.hh"

#include <set>

namespace sandbox::cgroup {

struct SnapshotRequest : Request {
    std::optional<std::string> denied{};  ///< none: what is in /etc
    bool has_old_name = false;            ///< "blacklist", of libcgroup 2: warnings have its words
    std::optional<std::string> allowed{};
    std::optional<std::string> output{};
    UniqueFd file{};  ///< open for `output`
    bool is_silent = false;
    bool is_strict = false;

    void take(const cli::Parsed& option);

private:
    void take_output(std::string_view path);
};

/// The names in a list of variables: the first word of each line, comments left out.
std::set<std::string> parse_variables(std::string_view text);

/// Prints the groups of every hierarchy, or of those that have one of the operands, as cgconfig.conf(5) has them.
Result<int> run_snapshot(SnapshotRequest& request, std::span<char*> operands);

}  // namespace sandbox::cgroup
