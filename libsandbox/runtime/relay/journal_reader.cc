// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_reader.hh"

#include "core/command.hh"

#include <algorithm>
#include <set>
#include <unistd.h>

namespace sandbox {
namespace {

/// journalctl's export format, entry by entry.
Result<void> read_entries(std::vector<std::string> words, const std::function<Result<void>(const std::vector<journal::FieldView>& fields)>& take) {
    const std::vector<std::string> command{"journalctl", "--quiet", "--no-pager", "--output=export"};
    words.insert(words.begin(), command.begin(), command.end());
    std::string begun;
    Result<void> taken;
    TRY(read_command(words, [&](std::string_view bytes) {
        begun += bytes;
        std::string_view rest = begun;
        while (taken) {
            auto before = rest;
            auto entry = journal::take_entry(rest);
            if (!entry.has_end) {
                begun = std::string(before);
                return;
            }
            taken = take(entry.fields);
        }
    }));
    return taken;
}

std::string value_of(const std::vector<journal::FieldView>& fields, std::string_view name) {
    for (const auto& field : fields)
        if (field.name == name) return std::string(field.value);
    return {};
}

std::string own_id() {
    return "_UID=" + std::to_string(::geteuid());
}

}  // namespace

/// Others may write such fields and lines too: only what a supervisor of the caller's wrote counts, and it begins each stream.
Result<std::vector<std::string>> JournalReader::matches() const {
    std::vector<std::string> words{"SANDBOX_INVOCATION=" + mark_.invocation, own_id()};
    if (!mark_.has_streams) return words;
    std::set<std::string> streams;
    TRY(read_entries({"--output-fields=_STREAM_ID", "MESSAGE=" + first_line(name_, mark_.invocation), "_TRANSPORT=stdout", own_id()},
                     [&](const auto& fields) -> Result<void> {
                         if (auto stream = value_of(fields, "_STREAM_ID"); !stream.empty()) streams.insert(stream);
                         return {};
                     }));
    for (const std::string& stream : streams) words.insert(words.end(), {"+", "_STREAM_ID=" + stream});
    return words;
}

Result<void> JournalReader::read(std::optional<std::uint64_t> count, const std::string& fields, const Take& take) {
    if (::geteuid() == 0) TRY(run_command({"journalctl", "--sync"}));
    std::vector<std::string> words;
    // Of none the last is read all the same: what comes later comes after it.
    if (count) words.push_back("--lines=" + std::to_string(std::max(*count, std::uint64_t{1})));
    if (!fields.empty()) words.push_back("--output-fields=" + fields);
    if (!cursor_.empty()) words.push_back("--after-cursor=" + cursor_);
    for (std::string& match : TRY(matches())) words.push_back(std::move(match));
    auto first = first_line(name_, mark_.invocation);
    return read_entries(std::move(words), [&](const auto& entry) -> Result<void> {
        cursor_ = value_of(entry, "__CURSOR");
        if (count == 0) return {};
        auto line = log_entry_of(entry);
        if (mark_.has_streams && line.message == first) return {};
        return take(line);
    });
}

}  // namespace sandbox
