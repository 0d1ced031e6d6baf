// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <string>
#include <string_view>

/// The command: what runs, with which surroundings that belong to a process.
namespace sandbox::process {

enum class Init { builtin, payload };
enum class KeyringMode { standard, inherit };
inline constexpr std::string_view kInits[] = {"builtin", "payload"};
inline constexpr std::string_view kKeyringModes[] = {"private", "inherit"};

/// Where a standard descriptor leads: "caller", "null", or "file:PATH"; StandardOutput and -Error append to it, created 0666, and may
/// be "journal".
struct Standard {
    enum class Kind { caller, null, file, journal } kind = Kind::caller;
    std::string path{};
    bool operator==(const Standard&) const = default;
};

struct Spec {
    GivenList<std::string> command{};
    Given<Init> init{};
    Given<bool> new_session{true};
    Given<std::string> working_directory{""};
    GivenMap<std::string> environment{};
    GivenList<std::string> pass_environment{};
    Given<bool> unsafe_environment{};
    Given<unsigned> umask{0022};
    Given<Standard> input{}, output{}, errors{};
    Given<KeyringMode> keyring{};
};

Result<std::string> parse_argument(const Value& value);
Result<std::string> parse_directory(std::string_view text);
/// A variable's name: letters, digits and _, not a digit first.
Result<std::string> parse_variable(const Value& value);
Result<Standard> parse_input(std::string_view text);
Result<Standard> parse_output(std::string_view text);
Result<unsigned> parse_umask(std::string_view text);
/// Whether anything that it writes goes to the journal.
bool goes_to_journal(const Spec& spec);
/// Whether the dynamic loader or a shell obeys this variable (LD_*, *_PRELOAD, GCONV_PATH, BASH_ENV, ...).
bool is_unsafe(std::string_view variable);

}  // namespace sandbox::process
