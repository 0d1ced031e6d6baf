// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/machine_id.hh"

#include "core/file.hh"
#include "core/sys.hh"

#include <fcntl.h>
#include <sys/stat.h>

namespace sandbox {

std::string machine_id_in(std::string_view text) {
    auto id = text.substr(0, text.find('\n'));
    bool is_id = id.size() == 32 && id.find_first_not_of("0123456789abcdef") == id.npos;
    return is_id ? std::string(id) : "";
}

std::string machine_id_of(const std::string& root_directory) {
    auto root = open_file(root_directory, O_PATH | O_DIRECTORY);
    if (!root) return "";
    UniqueFd file(sys::openat2(root->get(), "etc/machine-id", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) < 0 || !S_ISREG(status.st_mode)) return "";
    auto text = read_all(file.get(), root_directory + "/etc/machine-id", 64);
    return text ? machine_id_in(*text) : "";
}

}  // namespace sandbox
