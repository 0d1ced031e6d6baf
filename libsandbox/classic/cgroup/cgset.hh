// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/tool.hh"
#include "classic/cgroup/values.hh"

namespace sandbox::cgroup {

/// cgset, and cgxset with -1, -2 and -i.
struct SetRequest : Request {
    std::vector<Setting> settings{};
    std::optional<std::string> copy_from{};
    bool recursive = false;
    Words words{};
    bool ignore_unmappable = false;

    void take(const cli::Parsed& option);

private:
    void take_setting(std::string_view text);
};

Result<int> run_set(SetRequest& request, std::span<char*> paths);
/// run_set() of cgxset, which has a status of its own for a line without anything.
Result<int> run_translating_set(SetRequest& request, std::span<char*> paths);

}  // namespace sandbox::cgroup
