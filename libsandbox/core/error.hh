// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/origin.hh"

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace sandbox {

/// Whose fault a failure is. It decides the exit status of the sandbox-* tools and nothing else.
enum class Fault {
    usage,           ///< the command line or the unit is wrong: 2
    impossible,      ///< found impossible on trying, or this host cannot do it: 125
    not_executable,  ///< the command was found and could not be executed: 126
    not_found,       ///< the command was not found: 127
};

/// Why something failed, told twice: code() for programs, message() for people.
/// A message reads `file:line:column: Section.Key: call argument: reason`; the tool adds its own name.
class Error {
public:
    /// A failure that has no errno. The reason is a clause in lower case without a full stop.
    explicit Error(Fault fault, std::string reason) : reason_(std::move(reason)), fault_(fault) {}

    /// What a failed call says: `what` names the call and its argument, the reason is errno's text.
    static Error from_errno(std::string what);
    static Error from_errno(std::string what, int code);
    static Error usage(std::string reason) { return Error(Fault::usage, std::move(reason)); }
    static Error impossible(std::string reason, int code = 0) {
        Error error(Fault::impossible, std::move(reason));
        error.code_ = code;
        return error;
    }

    /// Says where in the user's words the failure belongs. The first one to know wins.
    Error at(const Origin& origin, std::string_view setting = {}) &&;
    /// Adds what this level knows, in front of the reason.
    Error within(std::string_view noun) &&;
    /// Adds what would help, behind the reason.
    Error hint(std::string_view advice) &&;
    Error as(Fault fault) && {
        fault_ = fault;
        return std::move(*this);
    }

    /// The errno of the failed call; 0 if none failed.
    int code() const { return code_; }
    Fault fault() const { return fault_; }
    const Origin& origin() const { return origin_; }
    const std::string& setting() const { return setting_; }
    /// Without the place and the setting.
    const std::string& reason() const { return reason_; }
    /// One line, safe for a terminal: control bytes are escaped. A setting that is its own origin, as typed, is told once.
    std::string message() const;

private:
    std::string reason_;
    std::string setting_;
    Origin origin_;
    Fault fault_;
    int code_ = 0;
};

template <class T = void> using Result = std::expected<T, Error>;

/// `return fail(Error)`: what can fail hands its error on.
inline std::unexpected<Error> fail(Error error) {
    return std::unexpected<Error>(std::move(error));
}

/// errno's text the way our messages have it: "no such file or directory".
std::string reason_of(int code);

}  // namespace sandbox

/// The value of a Result, or a return from this function with its error.
#define TRY(expression) TRY_AS(expression, TRY_NAME(try_result_, __COUNTER__))
#define TRY_NAME(stem, number) TRY_JOIN(stem, number)
#define TRY_JOIN(stem, number) stem##number
#define TRY_AS(expression, name)                                      \
    __extension__({                                                   \
        auto name = (expression);                                     \
        if (!name) return std::unexpected(std::move(name).error());   \
        *std::move(name);                                             \
    })
