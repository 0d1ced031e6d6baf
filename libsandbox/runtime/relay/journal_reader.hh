// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "runtime/relay/journal_mark.hh"
#include "runtime/relay/log_entry.hh"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace sandbox {

/// What one run of a sandbox has written to the journal, by way of journalctl(1).
class JournalReader {
public:
    using Take = std::function<Result<void>(const LogEntry& entry)>;

    JournalReader(std::string name, JournalMark mark) : name_(std::move(name)), mark_(std::move(mark)) {}

    /// What is there, from where the last call ended; the first may leave out all but the last `count` lines. Root's reads what was
    /// written by now; for others journald may be behind. `fields`: which an entry has, by commas; empty: all. Errors: journalctl is
    /// not installed, the caller may not read it, `take` fails.
    Result<void> read(std::optional<std::uint64_t> count, const std::string& fields, const Take& take);

private:
    Result<std::vector<std::string>> matches() const;
    std::string name_;
    JournalMark mark_;
    std::string cursor_{};
};

}  // namespace sandbox
