// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/spec.hh"

#include "core/assign.hh"
#include "core/path.hh"
#include "core/text.hh"

#include <algorithm>
#include <iterator>

namespace sandbox::process {

Result<std::string> parse_argument(const Value& value) {
    auto text = TRY(assign::as_text(value));
    if (text.find('\0') != text.npos) return fail(Error::usage("an argument cannot contain a NUL"));
    return text;
}

Result<std::string> parse_directory(std::string_view text) {
    if (text.empty()) return std::string();
    return absolute_path(text);
}

Result<std::string> parse_variable(const Value& value) {
    auto text = TRY(assign::as_text(value));
    auto is_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    bool is_name = !text.empty() && !(text[0] >= '0' && text[0] <= '9') && std::ranges::all_of(text, is_word);
    if (!is_name) return fail(Error::usage(quote(text) + " is no variable's name"));
    return text;
}

static Result<Standard> parse_standard(std::string_view text, const char* choices) {
    if (text == "caller") return Standard{};
    if (text == "null") return Standard{Standard::Kind::null};
    if (text.starts_with("file:")) return Standard{Standard::Kind::file, TRY(absolute_path(text.substr(5)))};
    return fail(Error::usage(quote(text) + " is none of " + choices));
}

Result<Standard> parse_input(std::string_view text) {
    return parse_standard(text, "caller, null, file:PATH");
}

Result<Standard> parse_output(std::string_view text) {
    if (text == "journal") return Standard{Standard::Kind::journal};
    return parse_standard(text, "caller, null, journal, file:PATH");
}

bool goes_to_journal(const Spec& spec) {
    return spec.output->kind == Standard::Kind::journal || spec.errors->kind == Standard::Kind::journal;
}

Result<unsigned> parse_umask(std::string_view text) {
    auto mode = parse_mode(text);
    if (!mode || *mode > 0777) return fail(Error::usage(quote(text) + " is no umask, such as \"0022\""));
    return *mode;
}

bool is_unsafe(std::string_view variable) {
    static constexpr std::string_view kNames[] = {"GCONV_PATH", "BASH_ENV",  "ENV",       "PYTHONPATH", "PYTHONSTARTUP", "PERL5LIB",
                                                  "PERL5OPT",   "RUBYOPT",   "NODE_OPTIONS", "LOCPATH", "NLSPATH",       "IFS",
                                                  "HOSTALIASES", "RES_OPTIONS", "TZDIR", "MALLOC_CHECK_", "GETCONF_DIR", "NIS_PATH", "GLIBC_TUNABLES",
                                                  "MALLOC_TRACE", "PYTHONHOME", "PERLLIB", "PERL5DB", "RUBYLIB", "NODE_PATH",
                                                  "JAVA_TOOL_OPTIONS", "SHELLOPTS", "BASHOPTS", "PS4"};
    return variable.starts_with("LD_") || variable.ends_with("_PRELOAD") ||
           std::ranges::find(kNames, variable) != std::end(kNames);
}

}  // namespace sandbox::process
