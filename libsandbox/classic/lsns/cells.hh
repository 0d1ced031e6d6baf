// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/lsns/column.hh"
#include "classic/lsns/namespace.hh"
#include "core/fd.hh"

#include <map>

namespace sandbox::lsns {

/// The id that our own network namespace knows a network namespace by, as the original prints it.
class NetnsIds {
public:
    /// "0", "unassigned"; none if it cannot be told.
    std::optional<std::string> find(const std::string& path);

private:
    UniqueFd socket_{};
};

/// The names of users, each looked up once; who has none goes by the number.
class Users {
public:
    const std::string& name(uid_t uid);

private:
    std::map<uid_t, std::string> names_{};
};

/// systemd's unit in the text of /proc/PID/cgroup; "" if there is none.
std::string unit_in_cgroup(std::string_view cgroup);

/// The texts of a table. A process is where its namespace has one.
class Cells {
public:
    Cells(const Snapshot& snapshot, bool is_wrapped) : snapshot_(snapshot), separator_(is_wrapped ? '\n' : ',') {}

    std::optional<std::string> text(Column column, const Namespace& one, const Process* process);

private:
    std::optional<std::string> of_process(Column column, const Namespace& one, const Process& process);
    std::optional<std::string> files(const Namespace& one) const;

    const Snapshot& snapshot_;
    char separator_;
    NetnsIds netns_ids_{};
    Users users_{};
    std::map<ino_t, std::optional<std::string>> known_netns_ids_{};
};

}  // namespace sandbox::lsns
