// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/process.hh"
#include "runtime/report/health_state.hh"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sandbox::ledger {

/// The version of record.json that we write, and the only one that we read.
inline constexpr int kFormat = 1;

/// What a process that joins must be like, so that it is as confined as the payload.
struct Joining {
    struct Limit {
        int resource = 0;
        std::uint64_t soft = 0;
        std::uint64_t hard = 0;
        bool operator==(const Limit&) const = default;
    };
    std::uint32_t user = 0;  ///< inside
    std::uint32_t group = 0;
    std::uint64_t capabilities = 0;  ///< kept, a bit for each number
    bool drops_capabilities = false;
    bool no_new_privileges = false;
    bool new_keyring = false;
    bool has_filter = false;  ///< its bytes are a file of their own
    int made_namespaces = 0;  ///< CLONE_NEW* of the kinds that were made for it
    unsigned umask = 0022;
    int nice = 0;
    std::string label{};           ///< SELinux's of its processes; empty: it has none of its own
    std::string file_label{};      ///< and of its files
    std::string terminal_label{};  ///< and of its terminals
    std::string oom_score{};  ///< for /proc/self/oom_score_adj; empty: the caller's own
    std::string processors{};  ///< "0-3,7"; empty: the caller's own
    std::vector<Limit> limits{};
    std::string directory{};                  ///< where it starts, inside
    std::vector<std::string> environment{};   ///< NAME=VALUE
    std::vector<std::uint64_t> filter{};      ///< each one sock_filter's eight bytes
    bool operator==(const Joining&) const = default;
};

/// A sandbox, as its entry in the ledger tells it.
struct Record {
    std::string name{};
    std::string unit{};  ///< empty: a command
    std::string drop_ins{};  ///< the unit's directory for them
    std::string description{};
    std::vector<std::string> documentation{};
    std::map<std::string, std::string> labels{};
    std::vector<std::string> command{};
    std::string boot{};               ///< the boot's id: no other boot has any of it
    std::uint32_t caller = 0;         ///< host id
    std::int64_t started = 0;         ///< microseconds since 1970
    ProcessId supervisor{};
    ProcessId init{};                 ///< pid -1: not launched yet
    std::map<std::string, std::uint64_t> namespaces{};  ///< inode numbers by their names in /proc/PID/ns
    std::vector<std::string> cgroups{};                 ///< directories that were made, absolute
    std::vector<std::uint64_t> cgroup_inodes{};         ///< of each: another in its place is not ours
    std::string tunnel{};                               ///< systemd-machined's directory for its mounts, if one was made
    int kill_signal = 15;
    std::int64_t stop_timeout = 10'000'000;             ///< microseconds
    std::string log{};                                  ///< its file, if the output goes to one of ours
    std::optional<HealthState> health{};                ///< if it has checks
    std::uint64_t edition = 0;                          ///< which of the files start-N and filter-N are its; 0: none yet
    Joining joining{};
    bool operator==(const Record&) const = default;
};

/// record.json: what is text and numbers. One JSON object, a line.
std::string print(const Record& record);
/// The file start-N: the directory and the environment, each ended by NUL; they may hold any other byte.
std::string print_start(const Joining& joining);

/// The reverse. Errors: another format, malformed, a wrong type.
Result<Record> parse(std::string_view json);
void parse_start(std::string_view text, Joining& joining);

/// "exit-status" of a report as Report::json() writes it. Error: it is none.
Result<int> parse_exit_status(std::string_view json);

/// The id of the running boot.
Result<std::string> boot_id();

}  // namespace sandbox::ledger
