// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/log_file.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "unit/sandbox_name.hh"

#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {
namespace {

void make_parents(const std::string& path) {
    for (std::size_t slash = path.find('/', 1); slash != path.npos; slash = path.find('/', slash + 1))
        ::mkdir(path.substr(0, slash).c_str(), 0700);
}

Result<UniqueFd> create(const std::string& path) {
    ::unlink(path.c_str());
    return open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW, 0600);
}

}  // namespace

Result<LogFile> LogFile::make(std::string path, std::uint64_t most) {
    make_parents(path);
    TRY(open_own_directory(std::string(parent_of(path))));
    ::unlink((path + ".1").c_str());
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
    const char* state = ::getenv("XDG_STATE_HOME");
    const char* home = ::getenv("HOME");
    if (state != nullptr && state[0] == '/') return std::string(state) + "/log/sandbox/" + name + ".log";
    if (home != nullptr && home[0] == '/') return std::string(home) + "/.local/state/log/sandbox/" + name + ".log";
    return fail(Error::impossible("HOME is not set, and the output of a detached sandbox is kept below it"));
}

}  // namespace sandbox
