// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace sandbox::caps {

/// capabilities(7), by number, without "CAP_".
inline constexpr std::string_view kNames[] = {
    "CHOWN",          "DAC_OVERRIDE",    "DAC_READ_SEARCH", "FOWNER",           "FSETID",      "KILL",
    "SETGID",         "SETUID",          "SETPCAP",         "LINUX_IMMUTABLE",  "NET_BIND_SERVICE",
    "NET_BROADCAST",  "NET_ADMIN",       "NET_RAW",         "IPC_LOCK",         "IPC_OWNER",   "SYS_MODULE",
    "SYS_RAWIO",      "SYS_CHROOT",      "SYS_PTRACE",      "SYS_PACCT",        "SYS_ADMIN",   "SYS_BOOT",
    "SYS_NICE",       "SYS_RESOURCE",    "SYS_TIME",        "SYS_TTY_CONFIG",   "MKNOD",       "LEASE",
    "AUDIT_WRITE",    "AUDIT_CONTROL",   "SETFCAP",         "MAC_OVERRIDE",     "MAC_ADMIN",   "SYSLOG",
    "WAKE_ALARM",     "BLOCK_SUSPEND",   "AUDIT_READ",      "PERFMON",          "BPF",         "CHECKPOINT_RESTORE",
};
static_assert(std::size(kNames) == 41);

}  // namespace sandbox::caps
