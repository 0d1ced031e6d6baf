// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <cstdint>
#include <string>

namespace sandbox {

/// A file of limited size: what is full becomes NAME.1, in the place of the one before, and a new one begins.
class LogFile {
public:
    static constexpr std::uint64_t kMost = 4u << 20;

    /// Opens it, empty, and without a mark of the journal's beside it, readable by the caller only; makes its directories, theirs too if they are missing.
    static Result<LogFile> make(std::string path, std::uint64_t most = kMost);
    /// Error: it could not be written; the bytes are lost then.
    Result<void> append(std::string_view bytes);
    const std::string& path() const { return path_; }

private:
    LogFile(std::string path, UniqueFd directory, std::uint64_t most) : path_(std::move(path)), directory_(std::move(directory)), most_(most) {}
    Result<void> begin();
    std::string path_;
    UniqueFd directory_;  ///< what is in it is named by it alone: its path may come to lead elsewhere
    UniqueFd file_{};
    std::uint64_t most_;
    std::uint64_t size_ = 0;
};

/// What a mark beside a log has behind the log's name (journal_mark.hh).
inline constexpr char kJournalMark[] = ".journal";

/// Where the logs of the caller's sandboxes are: /var/log/sandbox, or below $XDG_STATE_HOME/log. Error: an ordinary user without a home.
Result<std::string> log_directory();
/// The same below an ordinary user's directory for what stays.
inline std::string logs_below(const std::string& state) { return state + "/log/sandbox"; }
/// Where the output of the caller's detached sandbox goes: NAME.log there. Errors: no name of a sandbox, and those of log_directory().
Result<std::string> log_path(const std::string& name);

}  // namespace sandbox
