// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_reader.hh"

#include "core/command.hh"

#include <unistd.h>

namespace sandbox {

static constexpr std::string_view kCursor = "-- cursor: ";

/// The last line, which says where it ended: journalctl's own, whatever the lines before it look like.
static std::string take_cursor(std::string& text) {
    auto start = text.size() < 2 ? std::string::npos : text.rfind('\n', text.size() - 2);
    start = start == text.npos ? 0 : start + 1;
    if (!std::string_view(text).substr(start).starts_with(kCursor)) return {};
    auto cursor = text.substr(start + kCursor.size());
    if (cursor.ends_with('\n')) cursor.pop_back();
    text.resize(start);
    return cursor;
}

Result<std::string> JournalReader::read(std::optional<std::uint64_t> count) {
    if (::geteuid() == 0) TRY(run_command({"journalctl", "--sync"}));
    std::vector<std::string> words{"journalctl", "--quiet", "--all", "--no-pager", "--output=cat", "--show-cursor"};
    if (count) words.push_back("--lines=" + std::to_string(*count));
    if (!cursor_.empty()) words.push_back("--after-cursor=" + cursor_);
    // Others may write such fields too: only what a supervisor of the caller's wrote counts.
    words.push_back("SANDBOX_INVOCATION=" + invocation_);
    words.push_back("_UID=" + std::to_string(::geteuid()));
    auto text = TRY(read_command(words));
    if (auto cursor = take_cursor(text); !cursor.empty()) cursor_ = cursor;
    return text;
}

}  // namespace sandbox
