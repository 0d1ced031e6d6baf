// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/given.hh"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox::convert {

/// A container as systemd-nspawn(1) makes it: what a file says, and its own defaults where that says nothing.
struct Container {
    Given<bool> boot{};
    Given<bool> process_two{};
    std::vector<std::string> parameters{};
    std::vector<std::pair<std::string, std::string>> environment{};
    Given<std::string> user{};
    std::string working_directory{};
    std::string kill_signal{};
    std::string hostname{};
    Given<std::string> machine_id{};
    Given<bool> notify_ready{};
    std::uint64_t added = 0;    ///< capabilities beside nspawn's own, a bit each
    std::uint64_t dropped = 0;
    Given<std::uint64_t> ambient{};  ///< of these, what a user who is not root has
    bool no_new_privileges = false;
    std::string resolv_conf{};       ///< the host's file that /etc/resolv.conf is; empty: the root's own
    bool keeps_resolv_conf = false;  ///< somebody wrote that, or another file
    bool keeps_timezone = false;     ///< somebody wrote so
    Given<std::string> link_journal{};
    std::vector<std::pair<std::string, std::string>> limits{};  ///< "LimitCPU", "SOFT:HARD"
    std::optional<std::string> oom_score_adjust{};
    std::vector<std::string> cpu_affinity{};

    enum class Users { host, pick, identity, range } users = Users::host;
    Given<std::string> range{};  ///< START:COUNT of Users::range
    enum class Ownership { unsaid, off, map } ownership = Ownership::unsaid;

    bool read_only = false;
    bool is_state_volatile = false;
    struct Bind {
        std::string source{};
        std::string target{};
        std::string options{};
        bool is_optional = false;
        bool is_read_only = false;
        bool is_mapped = false;
        bool operator==(const Bind&) const = default;
    };
    std::vector<Bind> binds{};
    std::vector<std::string> tmpfs{};
    std::vector<std::string> inaccessible{};
    /// Whether the file says what is at a path, by a bind or a file system in memory.
    bool has_place(std::string_view path) const {
        auto is_bound_there = [&](const Bind& bind) { return bind.target == path; };
        auto is_there = [&](const std::string& text) { return text.substr(0, text.find(':')) == path; };
        return std::ranges::any_of(binds, is_bound_there) || std::ranges::any_of(tmpfs, is_there);
    }

    bool private_network = false;
    Given<bool> virtual_ethernet{};
};

}  // namespace sandbox::convert
