// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/arguments.hh"

#include "core/path.hh"

namespace sandbox {

/// The path without ".", ".." and empty parts, by its text alone.
static std::string normal(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::string_view part : split(path, '/')) {
        if (part == ".." && !parts.empty()) parts.pop_back();
        else if (!part.empty() && part != "." && part != "..") parts.push_back(part);
    }
    std::string result;
    for (std::string_view part : parts) result += "/" + std::string(part);
    return result.empty() ? "/" : result;
}

Result<void> absolute_arguments(Unit& unit, const std::string& cwd) {
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
        word = normal(word.front() == '/' ? word : cwd + "/" + word);
        if (word == "/")
            return fail(Error::usage("argument " + std::to_string(*number) + " is the root, it must be the path of a file")
                            .at(number.origin, "Files.BindArguments"));
    }
    return {};
}

}  // namespace sandbox
