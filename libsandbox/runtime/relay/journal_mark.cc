// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_mark.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "runtime/relay/log_file.hh"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

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

/// A mark by its name in the directory of logs; for errors by its path.
struct MarkPlace {
    UniqueFd directory{};
    std::string name{};
    std::string path{};
};

/// Error: ENOENT, there are no logs.
static Result<MarkPlace> place_of_mark(const std::string& name) {
    auto path = TRY(log_path(name)) + kJournalMark;
    return MarkPlace{TRY(open_own_directory(std::string(parent_of(path)))), std::string(base_of(path)), path};
}

Result<void> write_journal_mark(const std::string& name, const JournalMark& mark) {
    auto place = TRY(place_of_mark(name));
    ::unlinkat(place.directory.get(), place.name.c_str(), 0);
    UniqueFd file(::openat(place.directory.get(), place.name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return fail(Error::from_errno("open " + place.path));
    return write_all(file.get(), mark.invocation + (mark.has_streams ? kStreamsWord : ""), place.path);
}

Result<std::optional<JournalMark>> read_journal_mark(const std::string& name) {
    auto place = place_of_mark(name);
    auto file = place ? open_regular_at(place->directory.get(), place->name, place->path) : fail(std::move(place).error());
    if (!file && file.error().code() == ENOENT) return std::nullopt;
    auto text = TRY(read_all(TRY(std::move(file)).get(), place->path, 64));
    bool has_streams = text.ends_with(kStreamsWord);
    if (has_streams) text.resize(text.size() - std::strlen(kStreamsWord));
    if (text.size() == 32 && text.find_first_not_of("0123456789abcdef") == text.npos) return JournalMark{std::move(text), has_streams};
    return fail(Error::impossible(place->path + " is no mark of ours"));
}

}  // namespace sandbox
