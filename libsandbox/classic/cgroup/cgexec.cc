// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/cgexec.hh"

#include "classic/cgroup/change.hh"
#include "classic/cgroup/idle.hh"
#include "classic/cgroup/rules.hh"
#include "classic/cgroup/template.hh"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace sandbox::cgroup {

void ExecRequest::take(const cli::Parsed& option) {
    switch (option.option->letter) {
    case 'g':
        if (auto spec = parse_spec(*option.argument)) specs.push_back(std::move(*spec));
        else status = refuse("cgroup controller and path parsing failed\n");
        break;
    case 's': sticky = true; break;
    case 'r': replace_idle = true; break;
    default: strict_exit = true;
    }
}

static int failed_change(const Trouble& trouble) {
    say("cgroup change of group failed\n");
    explain(trouble);
    return trouble.exit_status();
}

/// cgexec may be installed set-user-ID, for the daemon's socket only.
static Outcome<> drop_privileges() {
    uid_t user = ::getuid();
    gid_t group = ::getgid();
    if (::setresgid(group, group, group) < 0) return trouble(Error::from_errno("setresgid"));
    if (::setresuid(user, user, user) < 0) return trouble(Error::from_errno("setresuid"));
    return {};
}

static Outcome<> change(const Mounts& mounts, const ExecRequest& request, const char* program) {
    for (const Spec& spec : request.specs) TRY(enter(mounts, spec));
    if (!request.specs.empty()) return {};
    Subject self{.user = ::getuid(), .group = ::getgid(), .process = ::getpid(), .program = program};
    for (const Target& target : TRY(find_targets(self))) {
        TRY(create_from_template(mounts, target));
        TRY(enter(mounts, target.spec));
    }
    return {};
}

static int not_executed(const ExecRequest& request) {
    int code = errno;
    say("exec failed:" + std::string(::strerror(code)) + "\n");
    if (!request.strict_exit) return kMinusOne;
    return code == ENOENT ? 127 : 126;
}

Result<int> run_exec(ExecRequest& request, std::span<char*> command) {
    if (command.empty()) return wrong_parameters(request, Hint::help);
    auto mounts = find_mounts(request.scope);
    if (!mounts) return refuse("libcgroup initialization failed: " + mounts.error().text() + "\n", mounts.error().exit_status());
    if (auto told = tell_daemon(::getpid(), request.sticky ? Unchanged::children : Unchanged::process); !told) {
        say("registration of process failed\n");
        return told.error().exit_status();
    }
    if (auto dropped = drop_privileges(); !dropped) return refuse(dropped.error().text() + "\n", kMinusOne);
    if (auto changed = change(*mounts, request, command[0]); !changed) return failed_change(changed.error());
    if (request.replace_idle) {
        if (!replace_idle_process(0)) return refuse("Failed to find idle_thread task\n", kMinusOne);
    }
    std::vector<char*> words(command.begin(), command.end());
    words.push_back(nullptr);
    ::execvp(words[0], words.data());
    return not_executed(request);
}

}  // namespace sandbox::cgroup
