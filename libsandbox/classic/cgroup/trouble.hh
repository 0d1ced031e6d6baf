// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <expected>
#include <string>

namespace sandbox::cgroup {

/// Why a request of libcgroup's failed: its numbers (libcgroup/error.h), which its tools exit with, modulo 256.
enum class Code {
    not_mounted = 50001,
    no_group = 50002,
    no_controller = 50004,
    not_owner = 50005,
    not_allowed = 50007,
    too_many = 50008,
    value_exists = 50010,
    invalid = 50011,
    failed = 50013,
    no_value = 50015,
    other = 50016,  ///< a system call failed: errno says how
    parse_failed = 50019,
    no_rules = 50020,
    mount_failed = 50021,
    config_failed = 50024,
    namespace_paths = 50025,
    namespace_controller = 50026,
    mount_or_namespace = 50027,
    not_supported = 50028,
    no_conversion = 50031,
};

/// A failure: told in libcgroup's words, which scripts read, and in ours, for a person at a terminal.
struct Trouble {
    Code code;
    int os_error = 0;      ///< with Code::other
    std::string detail{};  ///< what failed and what would help; may be empty

    /// What cgroup_strerror(3) says.
    std::string text() const;
    int exit_status() const { return static_cast<int>(code) & 0xff; }
};

template <class T = void> using Outcome = std::expected<T, Trouble>;

/// `return trouble(...)`.
inline std::unexpected<Trouble> trouble(Code code, std::string detail = {}) {
    return std::unexpected(Trouble{code, 0, std::move(detail)});
}
/// A failed system call.
inline std::unexpected<Trouble> trouble(const Error& error) {
    return std::unexpected(Trouble{Code::other, error.code(), error.message()});
}

/// libcgroup's statuses of its own: a wrong command line, and -1.
inline constexpr int kBadArguments = 129;
inline constexpr int kMinusOne = 255;

/// Prints to standard error as it is.
void say(std::string_view text);
/// What libcgroup's logger prints: "Error: TEXT", to standard output.
void log_error(std::string_view text);
/// "Warning: TEXT", to standard output, if CGROUP_LOGLEVEL asks for warnings.
void log_warning(std::string_view text);
/// log_warning() of a controller that no mounted hierarchy has.
void warn_not_mounted(std::string_view controller);
/// The detail of a failure, if standard error is a terminal: a script sees what the original prints, and nothing else.
void explain(const Trouble& trouble);

}  // namespace sandbox::cgroup
