// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/lsns/table.hh"
#include "core/error.hh"

#include <array>

namespace sandbox::lsns {

enum class Column : unsigned char { ns, type, path, nprocs, pid, ppid, command, uid, user, netnsid, nsfs, pns, ons, unit, machine };

struct ColumnInfo {
    Column column;
    Heading heading;  ///< outside a tree
    std::string_view help;
};

/// The original's columns in its order, then ours.
inline constexpr std::array<ColumnInfo, 15> kColumns{{
    {Column::ns, {.name = "NS", .width = 10, .is_right = true, .is_number = true}, "namespace identifier (inode number)"},
    {Column::type, {.name = "TYPE", .width = 5}, "kind of namespace"},
    {Column::path, {.name = "PATH"}, "path to the namespace"},
    {Column::nprocs, {.name = "NPROCS", .width = 5, .is_right = true, .is_number = true}, "number of processes in the namespace"},
    {Column::pid, {.name = "PID", .width = 5, .is_right = true, .is_number = true}, "lowest PID in the namespace"},
    {Column::ppid, {.name = "PPID", .width = 5, .is_right = true, .is_number = true}, "PPID of the PID"},
    {Column::command, {.name = "COMMAND", .is_shortened = true}, "command line of the PID"},
    {Column::uid, {.name = "UID", .is_right = true, .is_number = true}, "UID of the PID"},
    {Column::user, {.name = "USER"}, "username of the PID"},
    {Column::netnsid, {.name = "NETNSID", .is_right = true}, "namespace ID as used by network subsystem"},
    {Column::nsfs, {.name = "NSFS", .has_lines = true}, "nsfs mountpoint (usually used network subsystem)"},
    {Column::pns, {.name = "PNS", .width = 10, .is_right = true, .is_number = true}, "parent namespace identifier (inode number)"},
    {Column::ons, {.name = "ONS", .width = 10, .is_right = true, .is_number = true}, "owner namespace identifier (inode number)"},
    {Column::unit, {.name = "UNIT"}, "systemd unit of the PID"},
    {Column::machine, {.name = "MACHINE"}, "machine (container) of the PID"},
}};
/// How many of them the original has: --output-all is for scripts that know those.
inline constexpr std::size_t kOriginalColumns = 13;

constexpr const ColumnInfo& info_of(Column column) {
    return kColumns[static_cast<std::size_t>(column)];
}

/// A column by its name in any case.
std::optional<Column> parse_column(std::string_view name);

/// "NS,TYPE", or "+PATH" behind `base`. An unknown name is told with what stands behind it, "unknown column: X,NS". None: a name
/// before a comma is empty, or all are, which the original refuses without a word.
Result<std::optional<std::vector<Column>>> parse_columns(std::string_view list, std::vector<Column> base);

/// What --list-columns prints, without headings: names, types and meanings.
Table table_of_columns();

}  // namespace sandbox::lsns
