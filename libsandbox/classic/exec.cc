// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/exec.hh"

#include "classic/accounts.hh"
#include "classic/message.hh"
#include "cli/main.hh"
#include "core/text.hh"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <paths.h>
#include <unistd.h>

namespace sandbox::classic {

Error not_executed(const std::string& program) {
    int code = errno;
    return failed("failed to execute " + program, code).as(code == ENOENT ? Fault::not_found : Fault::not_executable);
}

static std::string default_shell() {
    if (const char* shell = ::getenv("SHELL"); shell != nullptr && *shell != '\0') return shell;
    auto shell = shell_of(::getuid());
    return shell.empty() ? _PATH_BSHELL : shell;
}

Error exec_program(const std::vector<char*>& words) {
    if (!words.empty()) {
        std::vector<char*> argv(words);
        argv.push_back(nullptr);
        ::execvp(argv[0], argv.data());
        return not_executed(argv[0]);
    }
    auto shell = default_shell();
    auto name = "-" + std::string(cli::base_name(shell));
    ::execl(shell.c_str(), name.c_str(), static_cast<char*>(nullptr));
    return not_executed(shell);
}

void clear_environment(std::string_view kept) {
    std::vector<char*> remaining;
    for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
        std::string_view name(*entry);
        name = name.substr(0, name.find('='));
        for (auto word : split(kept, ','))
            if (!word.empty() && word == name) remaining.push_back(*entry);
    }
    ::clearenv();
    for (char* entry : remaining) ::putenv(entry);
}

void replace_environment(std::string& text) {
    ::clearenv();
    for (std::size_t start = 0; start < text.size();) {
        char* entry = text.data() + start;
        start += std::strlen(entry) + 1;
        if (std::strchr(entry, '=') != nullptr) ::putenv(entry);
    }
}

}  // namespace sandbox::classic
