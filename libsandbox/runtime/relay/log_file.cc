// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/log_file.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/own_places.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "unit/sandbox_name.hh"

#include <fcntl.h>
#include <unistd.h>

namespace sandbox {

/// A new file in the place of the one that is there.
Result<void> LogFile::begin() {
    std::string name(base_of(path_));
    ::unlinkat(directory_.get(), name.c_str(), 0);
    file_ = UniqueFd(::openat(directory_.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file_) return fail(Error::from_errno("open " + path_));
    size_ = 0;
    return {};
}

Result<LogFile> LogFile::make(std::string path, std::uint64_t most) {
    make_parents(path);
    auto directory = TRY(open_own_directory(std::string(parent_of(path))));
    for (const char* rest : {".1", kJournalMark}) ::unlinkat(directory.get(), (std::string(base_of(path)) + rest).c_str(), 0);
    LogFile file(std::move(path), std::move(directory), most);
    TRY(file.begin());
    return file;
}

Result<void> LogFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        if (size_ >= most_) {
            std::string name(base_of(path_));
            if (::renameat(directory_.get(), name.c_str(), directory_.get(), (name + ".1").c_str()) < 0)
                return fail(Error::from_errno("rename " + path_));
            TRY(begin());
        }
        auto part = bytes.substr(0, most_ - size_);
        TRY(write_all(file_.get(), part, path_));
        size_ += part.size();
        bytes.remove_prefix(part.size());
    }
    return {};
}

Result<std::string> log_directory() {
    return ::geteuid() == 0 ? "/var/log/sandbox" : logs_below(TRY(state_directory()));
}

Result<std::string> log_path(const std::string& name) {
    if (!is_sandbox_name(name)) return fail(Error::usage(quote(name) + " is no name of a sandbox"));
    return TRY(log_directory()) + "/" + name + ".log";
}

}  // namespace sandbox
