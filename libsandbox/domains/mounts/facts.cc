// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/facts.hh"

#include <climits>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::mounts {

void need(const Spec& spec, Facts& facts) {
    if (spec.root_directory->empty() && *spec.base == Base::usr) facts.usr_links.ask();
}

Result<void> probe(Facts& facts) {
    if (!facts.usr_links.is_asked()) return {};
    std::vector<std::string> found;
    for (const char* name : {"bin", "sbin", "lib", "lib32", "lib64", "libx32"}) {
        std::string path = std::string("/") + name;
        char target[PATH_MAX];
        ssize_t length = ::readlink(path.c_str(), target, sizeof target);
        struct stat status {};
        if (length > 0) found.push_back(name + ("=" + std::string(target, static_cast<std::size_t>(length))));
        else if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) found.push_back(name);
    }
    facts.usr_links.set(std::move(found));
    return {};
}

}  // namespace sandbox::mounts
