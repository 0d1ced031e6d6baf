// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/tool.hh"
#include "classic/cgroup/values.hh"

namespace sandbox::cgroup {

/// Files of one controller; none named: all of them.
struct Wanted {
    std::string controller{};
    std::vector<std::string> files{};

    bool operator==(const Wanted&) const = default;
};

/// What is asked about one group.
struct Question {
    std::string path{};  ///< as typed; empty: that of the operands
    std::vector<Wanted> wanted{};
};

/// cgget, and cgxget with -1, -2 and -i.
struct GetRequest : Request {
    std::vector<Question> questions{};
    bool has_headers = true;
    bool has_names = true;
    bool needs_path = false;   ///< -r, or -g without a path
    bool by_file = false;      ///< -r
    bool by_controller = false;///< -g, -a
    bool all = false;          ///< -a
    bool mode = false;
    bool versions = false;
    Words words{};
    bool ignore_unmappable = false;

    void take(const cli::Parsed& option);

private:
    void take_file(std::string_view name);
    void take_group(std::string_view text);
};

Result<int> run_get(GetRequest& request, std::span<char*> operands);

}  // namespace sandbox::cgroup
