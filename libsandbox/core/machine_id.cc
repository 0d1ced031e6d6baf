// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/machine_id.hh"

#include "core/file.hh"

#include <fcntl.h>

namespace sandbox {

std::string machine_id_in(std::string_view text) {
    auto id = text.substr(0, text.find('\n'));
    bool is_id = id.size() == 32 && id.find_first_not_of("0123456789abcdef") == id.npos;
    return is_id ? std::string(id) : "";
}

std::string machine_id_of(const std::string& root_directory) {
    auto root = open_file(root_directory, O_PATH | O_DIRECTORY);
    if (!root) return "";
    auto text = read_in_root(root->get(), "etc/machine-id", root_directory + "/etc/machine-id", 64);
    return text ? machine_id_in(*text) : "";
}

}  // namespace sandbox
