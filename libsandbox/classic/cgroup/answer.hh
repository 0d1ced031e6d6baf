// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/cgget.hh"

namespace sandbox::cgroup {

/// What a group's files say.
struct Answer {
    std::string path{};
    std::vector<Setting> values{};
};

/// Reads what is asked. Says itself which file or controller is not there, in libcgroup's words.
Outcome<Answer> answer(const Mounts& mounts, const Question& question, const GetRequest& request);

/// "path:", "name: value", an empty line; further lines of a value have a tab in front.
std::string print_text(const std::vector<Answer>& answers, bool has_headers, bool has_names);
/// {"groups": [{"path": "x", "values": {"cpu.shares": "1024"}}]}
std::string print_json(const std::vector<Answer>& answers);

/// "Unified Mode (Cgroup v2 only)."
std::string print_mode(const Mounts& mounts);
/// Which version each controller is of.
std::string print_versions(const Mounts& mounts);
/// {"mode": "unified", "controllers": [{"name": "memory", "version": 2}]}, or one of both.
std::string print_mounts_json(const Mounts& mounts, bool has_mode, bool has_versions);

}  // namespace sandbox::cgroup
