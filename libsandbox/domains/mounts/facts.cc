// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/facts.hh"

#include "core/own_places.hh"
#include "core/path.hh"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::mounts {

void need(const Spec& spec, Facts& facts) {
    if (spec.root_directory->empty() && *spec.base == Base::usr) facts.usr_links.ask();
    if (spec.root_directory->empty() && *spec.base == Base::host) facts.homes.ask();
}

/// "NAME=TARGET" of a link, "NAME" of a directory, or nothing. What cannot be looked at is not taken for missing.
static Result<std::string> usr_link(const std::string& name) {
    std::string path = "/" + name;
    struct stat status {};
    if (::lstat(path.c_str(), &status) < 0) {
        if (errno == ENOENT) return std::string();
        return fail(Error::from_errno("stat " + path));
    }
    if (!S_ISLNK(status.st_mode)) return S_ISDIR(status.st_mode) ? name : std::string();
    char target[PATH_MAX];
    ssize_t length = ::readlink(path.c_str(), target, sizeof target);
    if (length < 0) return fail(Error::from_errno("readlink " + path));
    return name + "=" + std::string(target, static_cast<std::size_t>(length));
}

/// Of an account that is a service's, such as /usr/sbin: hidden, nothing would run.
static bool is_systems(const std::string& path) {
    static constexpr const char* kOfTheSystem[] = {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/dev", "/proc", "/sys"};
    return path == "/" || std::ranges::any_of(kOfTheSystem, [&](const char* directory) { return is_below(path, directory); });
}

static Result<std::vector<std::string>> find_homes() {
    std::vector<std::string> homes;
    auto add = [&](std::string_view path) {
        char resolved[PATH_MAX];
        if (!path.starts_with('/') || ::realpath(std::string(path).c_str(), resolved) == nullptr || is_systems(resolved)) return;
        if (std::ranges::find(homes, resolved) == homes.end()) homes.emplace_back(resolved);
    };
    if (const char* home = ::getenv("HOME")) add(home);
    for (const OwnAccount& account : TRY(own_accounts())) add(account.home);
    return homes;
}

Result<void> probe(Facts& facts) {
    if (facts.homes.is_asked()) facts.homes.set(TRY(find_homes()));
    if (!facts.usr_links.is_asked()) return {};
    std::vector<std::string> found;
    for (const char* name : {"bin", "sbin", "lib", "lib32", "lib64", "libx32"})
        if (auto link = TRY(usr_link(name)); !link.empty()) found.push_back(std::move(link));
    facts.usr_links.set(std::move(found));
    return {};
}

}  // namespace sandbox::mounts
