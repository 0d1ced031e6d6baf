// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>
#include <vector>

namespace sandbox {

/// What a detached sandbox has written, as LogFile keeps it: NAME.log.1, then NAME.log.
class LogReader {
public:
    /// Errors: there is no such log (ENOENT); its directory is not the caller's own; it or NAME.log.1 is no regular file.
    static Result<LogReader> open(std::string path);
    /// All that is there, from where the last call ended.
    Result<std::string> read();
    /// Waits until more is there, or `other` (a descriptor) has ended. False: it has.
    Result<bool> wait(int other);

private:
    LogReader(std::string path, UniqueFd directory, UniqueFd changes)
        : path_(std::move(path)), directory_(std::move(directory)), changes_(std::move(changes)) {}
    Result<void> open_file();
    bool is_full() const;
    std::string path_;
    UniqueFd directory_;
    UniqueFd file_{};
    UniqueFd changes_;
    std::string before_{};  ///< of NAME.log.1, not handed out yet
};

/// The last `count` lines.
std::string_view last_lines(std::string_view text, std::size_t count);
/// The last `count` lines of a log, none longer than 1024 bytes; none if `path` is empty or cannot be read.
std::vector<std::string> log_tail(const std::string& path, std::size_t count);
/// Text for a terminal: every line escaped. The last line may lack its end.
std::string escape_lines(std::string_view text);

}  // namespace sandbox
