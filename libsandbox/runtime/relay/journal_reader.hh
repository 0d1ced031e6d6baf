// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <cstdint>
#include <optional>
#include <string>

namespace sandbox {

/// What one run of a sandbox has written to the journal, by way of journalctl(1): a line an entry.
class JournalReader {
public:
    explicit JournalReader(std::string invocation) : invocation_(std::move(invocation)) {}

    /// What is there, from where the last call ended; the first may leave out all but the last `count` lines. Root's reads what was
    /// written by now; for others journald may be behind. Errors: journalctl is not installed, or the caller may not read it.
    Result<std::string> read(std::optional<std::uint64_t> count = std::nullopt);

private:
    std::string invocation_;
    std::string cursor_{};
};

}  // namespace sandbox
