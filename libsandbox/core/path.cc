// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/path.hh"

#include "core/text.hh"

#include <climits>

namespace sandbox {

Result<std::string> absolute_path(std::string_view text) {
    if (text.empty()) return fail(Error::usage("empty path"));
    if (text.front() != '/') return fail(Error::usage(quote(text) + " is not an absolute path"));
    if (text.size() >= PATH_MAX) return fail(Error::usage("path longer than " + std::to_string(PATH_MAX - 1) + " bytes"));
    std::string path;
    for (std::string_view part : split(text, '/')) {
        if (part.empty() || part == ".") continue;
        if (part == "..") return fail(Error::usage(quote(text) + " contains \"..\""));
        if (part.find('\0') != part.npos) return fail(Error::usage(quote(text) + " contains a NUL"));
        path += '/';
        path += part;
    }
    return path.empty() ? "/" : path;
}

std::string_view parent_of(std::string_view path) {
    auto slash = path.rfind('/');
    return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

std::string_view base_of(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

bool is_below(std::string_view path, std::string_view directory) {
    if (directory == "/") return true;
    return path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/');
}

}  // namespace sandbox
