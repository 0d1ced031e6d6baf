// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/arguments.hh"

#include "core/path.hh"

#include <climits>
#include <unistd.h>

namespace sandbox {

Result<std::string> find_directory(const HostPaths& paths, const std::string& path) {
    auto found = paths.find(path);
    if (!found && found.error().code() != 0) return fail(Error::from_errno(path, found.error().code()));
    auto directory = TRY(std::move(found));
    char resolved[PATH_MAX];
    auto link = "/proc/self/fd/" + std::to_string(directory.fd.get());
    ssize_t length = ::readlink(link.c_str(), resolved, sizeof resolved);
    if (length < 0) return fail(Error::from_errno("readlink " + link));
    return std::string(resolved, static_cast<std::size_t>(length));
}

/// An absolute path without ".", ".." and empty parts. A part before ".." may be a link, and ".." is where that leads to: the text alone
/// does not know.
static Result<std::string> normal(const std::string& path, const FindDirectory& find) {
    auto parts = split(path, '/');
    std::size_t climbs = parts.size();
    while (climbs > 0 && parts[climbs - 1] != "..") --climbs;
    std::string result;
    if (climbs > 0) {
        std::string prefix;
        for (std::size_t index = 0; index < climbs; ++index) prefix += std::string(index == 0 ? "" : "/") + std::string(parts[index]);
        result = TRY(find(prefix));
        if (result == "/") result.clear();
    }
    for (std::size_t index = climbs; index < parts.size(); ++index)
        if (!parts[index].empty() && parts[index] != ".") result += "/" + std::string(parts[index]);
    return result.empty() ? "/" : result;
}

Result<void> absolute_arguments(Unit& unit, const std::string& cwd, const FindDirectory& find) {
    auto& words = unit.process.command.items;
    for (const auto& number : unit.mounts.bind_arguments) {
        auto index = unit.own_words + static_cast<std::size_t>(*number) - 1;
        if (index >= words.size())
            return fail(Error::usage("argument " + std::to_string(*number) + " is missing: the path of a file to show inside")
                            .at(number.origin, "Files.BindArguments"));
        std::string& word = words[index].value;
        if (word.empty())
            return fail(Error::usage("argument " + std::to_string(*number) + " is empty, it must be the path of a file")
                            .at(number.origin, "Files.BindArguments"));
        auto path = normal(word.front() == '/' ? word : cwd + "/" + word, find);
        if (!path)
            return fail(std::move(path).error().within("argument " + std::to_string(*number)).at(number.origin, "Files.BindArguments"));
        word = *std::move(path);
        if (word == "/")
            return fail(Error::usage("argument " + std::to_string(*number) + " is the root, it must be the path of a file")
                            .at(number.origin, "Files.BindArguments"));
    }
    return {};
}

}  // namespace sandbox
