// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_mark.hh"

#include "core/file.hh"
#include "core/text.hh"
#include "runtime/relay/log_file.hh"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>

namespace sandbox {

/// Behind the invocation in a mark.
static constexpr char kStreamsWord[] = " streams";

Result<std::string> new_invocation() {
    unsigned char bytes[16];
    if (::getrandom(bytes, sizeof bytes, 0) != sizeof bytes) return fail(Error::from_errno("getrandom"));
    std::string text;
    for (unsigned char byte : bytes) text += {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
    return text;
}

std::string first_line(const std::string& name, const std::string& invocation) {
    return "sandbox " + name + " writes here, run " + invocation;
}

static Result<std::string> mark_path(const std::string& name) {
    return TRY(log_path(name)) + kJournalMark;
}

Result<void> write_journal_mark(const std::string& name, const JournalMark& mark) {
    auto path = TRY(mark_path(name));
    auto file = TRY(open_file(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600));
    return write_all(file.get(), mark.invocation + (mark.has_streams ? kStreamsWord : ""), path);
}

Result<std::optional<JournalMark>> read_journal_mark(const std::string& name) {
    auto path = TRY(mark_path(name));
    auto file = open_file(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!file && file.error().code() == ENOENT) return std::nullopt;
    auto text = TRY(read_all(TRY(std::move(file)).get(), path, 64));
    bool has_streams = text.ends_with(kStreamsWord);
    if (has_streams) text.resize(text.size() - std::strlen(kStreamsWord));
    if (text.size() == 32 && text.find_first_not_of("0123456789abcdef") == text.npos) return JournalMark{std::move(text), has_streams};
    return fail(Error::impossible(path + " is no mark of ours"));
}

}  // namespace sandbox
