// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/types.h>
#include <vector>

namespace sandbox::interface {

/// A running sandbox, looked at from outside: nothing inside is run, and no link in it leads out of it. Errors are those of looking:
/// that something is not there is none.
class Guest {
public:
    /// By PID 1 of the sandbox. Errors: it may not be looked at, or is gone.
    static Result<Guest> open(pid_t init);

    pid_t init() const { return init_; }
    /// Of PID 1's environment; none, if it is not set.
    std::optional<std::string> variable(const std::string& name) const;
    /// What is at a path inside, links followed; none, if there is nothing.
    Result<std::optional<struct stat>> status(const std::string& path) const;
    /// A small file's text; none, if it is no file that can be read.
    Result<std::optional<std::string>> text(const std::string& path) const;
    /// The names in a directory but "." and "..", sorted; empty, if there is none.
    Result<std::vector<std::string>> names(const std::string& path) const;

    /// Of the file system that a path leads to.
    struct FileSystem {
        long type = 0;  ///< statfs(2)'s magic number
        bool is_read_only = false;
    };
    Result<std::optional<FileSystem>> file_system(const std::string& path) const;
    /// The optional fields of the mount that is exactly there ("master:12"), see proc_pid_mountinfo(5); none, if none is.
    Result<std::optional<std::string>> propagation(const std::string& path) const;
    /// A line of /proc/PID/status: "CapBnd" gives "000001ffffffffff"; empty: there is none.
    std::string process_field(std::string_view name) const;
    /// Whether a kind of namespace ("user") is another one than ours.
    Result<bool> has_own(const char* kind) const;
    /// The host id that 0 is inside.
    Result<std::optional<std::uint32_t>> root_id() const;

private:
    /// Closed: there is nothing.
    Result<UniqueFd> find(const std::string& path) const;
    pid_t init_ = -1;
    UniqueFd root_{};
    std::string environment_{};
    std::string status_{};
};

}  // namespace sandbox::interface
