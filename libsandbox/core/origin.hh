// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace sandbox {

/// Where somebody wrote a thing: what an error points at, and what --explain shows behind a step.
struct Origin {
    enum class Kind {
        fallback,      ///< nobody wrote it: our default
        command_line,  ///< `source` is the option as typed
        file,          ///< `source` is the file as named by the user; line and column count from 1
    };
    Kind kind = Kind::fallback;
    std::string source{};
    int line = 0;
    int column = 0;

    static Origin option(std::string text) { return {.kind = Kind::command_line, .source = std::move(text)}; }
    static Origin file(std::string name, int line = 0, int column = 0) {
        return {.kind = Kind::file, .source = std::move(name), .line = line, .column = column};
    }

    bool is_fallback() const { return kind == Kind::fallback; }
    /// "web.toml:14:8", "--bind", or "default".
    std::string print() const;
    bool operator==(const Origin&) const = default;
};

}  // namespace sandbox
