// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/specifiers.hh"

#include "core/text.hh"

namespace sandbox {

struct Specifier {
    char letter;
    std::string Names::*name;
    const char* missing;
};

static constexpr Specifier kSpecifiers[] = {
    {'i', &Names::instance, "the unit was not started as NAME@ARG"},
    {'n', &Names::sandbox, "the sandbox has no name"},
    {'u', &Names::user, "the caller's name is not known"},
    {'U', &Names::uid, "the caller's id is not known"},
    {'h', &Names::home, "the caller has no home"},
    {'w', &Names::cwd, "the working directory is not known"},
    {'t', &Names::runtime, "there is no runtime directory; XDG_RUNTIME_DIR is no absolute path"},
    {'S', &Names::state, "there is no state directory; neither HOME nor XDG_STATE_HOME is an absolute path"},
    {'C', &Names::cache, "there is no cache directory; neither HOME nor XDG_CACHE_HOME is an absolute path"},
    {'L', &Names::logs, "there is no log directory; neither HOME nor XDG_STATE_HOME is an absolute path"},
    {'m', &Names::machine_id, "the machine has no id"},
};

static Result<std::string_view> lookup(char letter, const Names& names) {
    for (const Specifier& specifier : kSpecifiers) {
        if (specifier.letter != letter) continue;
        std::string_view text = names.*specifier.name;
        if (!text.empty()) return text;
        return fail(Error::usage(std::string("%") + letter + ": " + specifier.missing));
    }
    return fail(Error::usage(quote(std::string("%") + letter) + " is no specifier").hint("a percent sign is %%"));
}

Result<std::string> expand(std::string_view text, const Names& names) {
    std::string expanded;
    for (;;) {
        auto percent = text.find('%');
        expanded += text.substr(0, percent);
        if (percent == text.npos) return expanded;
        text.remove_prefix(percent + 1);
        if (text.empty()) return fail(Error::usage("a single \"%\" at the end").hint("a percent sign is %%"));
        if (text.front() == '%') expanded += '%';
        else expanded += TRY(lookup(text.front(), names));
        text.remove_prefix(1);
    }
}

Result<std::string> expand_path(std::string_view text, const Names& names) {
    bool is_home = text == "~" || text.starts_with("~/");
    if (!is_home) return expand(text, names);
    if (names.home.empty()) return fail(Error::usage("~: the caller has no home"));
    return names.home + TRY(expand(text.substr(1), names));
}

}  // namespace sandbox
