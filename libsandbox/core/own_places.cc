// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/own_places.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sandbox {

std::string path_variable(const char* name) {
    const char* value = ::getenv(name);
    return value != nullptr && value[0] == '/' ? value : "";
}

Result<std::vector<OwnAccount>> own_accounts() {
    std::vector<OwnAccount> accounts;
    auto passwd = read_file("/etc/passwd", 16u << 20);
    if (!passwd && passwd.error().code() == ENOENT) return accounts;
    auto text = TRY(std::move(passwd));
    auto id = std::to_string(::geteuid());
    for (std::string_view line : split(text, '\n')) {
        auto fields = split(line, ':');
        if (fields.size() == 7 && fields[2] == id) accounts.push_back({std::string(fields[0]), std::string(fields[5])});
    }
    return accounts;
}

OwnAccount own_account() {
    auto accounts = own_accounts();
    return accounts && !accounts->empty() ? accounts->front() : OwnAccount();
}

/// "HOME is not set", of one that is no path.
static std::string missing(const char* name) {
    const char* value = ::getenv(name);
    return std::string(name) + (value == nullptr || *value == '\0' ? " is not set" : " is no absolute path");
}

Result<std::string> runtime_directory() {
    if (::geteuid() == 0) return "/run";
    if (auto path = path_variable("XDG_RUNTIME_DIR"); !path.empty()) return path;
    return fail(Error::impossible(missing("XDG_RUNTIME_DIR") + ", and the names of an ordinary user's sandboxes are kept there")
                    .hint("log in, or set it to a directory of your own"));
}

Result<std::string> state_directory() {
    if (::geteuid() == 0) return "/var/lib";
    if (auto state = path_variable("XDG_STATE_HOME"); !state.empty()) return state;
    if (auto home = path_variable("HOME"); !home.empty()) return home + "/.local/state";
    return fail(Error::impossible(missing("HOME") + ", and what an ordinary user's sandboxes leave behind is kept below it"));
}

/// What the variable says comes first.
static void add_new(std::string path, std::vector<std::string>& paths) {
    if (std::ranges::find(paths, path) == paths.end()) paths.push_back(std::move(path));
}

std::vector<std::string> runtime_directories() {
    std::vector<std::string> paths;
    if (auto now = runtime_directory()) paths.push_back(*std::move(now));
    if (::geteuid() != 0) add_new("/run/user/" + std::to_string(::geteuid()), paths);
    return paths;
}

std::vector<std::string> state_directories() {
    std::vector<std::string> paths;
    if (auto now = state_directory()) paths.push_back(*std::move(now));
    if (::geteuid() == 0) return paths;
    for (const std::string& home : {path_variable("HOME"), own_account().home})
        if (home.starts_with('/')) add_new(home + "/.local/state", paths);
    return paths;
}

void make_parents(const std::string& path) {
    for (std::size_t slash = path.find('/', 1); slash != path.npos; slash = path.find('/', slash + 1))
        ::mkdir(path.substr(0, slash).c_str(), 0700);
}

}  // namespace sandbox
