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
namespace {

Result<UniqueFd> create(const std::string& path) {
    ::unlink(path.c_str());
    return open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW, 0600);
}

}  // namespace

Result<LogFile> LogFile::make(std::string path, std::uint64_t most) {
    make_parents(path);
    TRY(open_own_directory(std::string(parent_of(path))));
    ::unlink((path + ".1").c_str());
    ::unlink((path + kJournalMark).c_str());
    auto file = TRY(create(path));
    return LogFile(std::move(path), std::move(file), most);
}

Result<void> LogFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        if (size_ >= most_) {
            ::rename(path_.c_str(), (path_ + ".1").c_str());
            file_ = TRY(create(path_));
            size_ = 0;
        }
        auto part = bytes.substr(0, most_ - size_);
        TRY(write_all(file_.get(), part, path_));
        size_ += part.size();
        bytes.remove_prefix(part.size());
    }
    return {};
}

Result<std::string> log_path(const std::string& name) {
    if (!is_sandbox_name(name)) return fail(Error::usage(quote(name) + " is no name of a sandbox"));
    if (::geteuid() == 0) return "/var/log/sandbox/" + name + ".log";
    return TRY(state_directory()) + "/log/sandbox/" + name + ".log";
}

}  // namespace sandbox
