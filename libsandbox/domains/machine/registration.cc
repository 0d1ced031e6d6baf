// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/machine/registration.hh"

#include "core/command.hh"
#include "core/helper.hh"
#include "domains/machine/facts.hh"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sandbox::machine {

Result<void> Registration::open_tunnel() {
    if (!step_.has_tunnel) return {};
    auto directory = tunnel_directory(step_.name);
    auto make = [](const std::string& path, unsigned mode) { return ::mkdir(path.c_str(), mode) == 0 || errno == EEXIST; };
    bool is_made = make("/run/systemd/nspawn", 0755) && make("/run/systemd/nspawn/propagate", 0700) && make(directory, 0700);
    if (!is_made) return fail(Error::from_errno("mkdir " + directory));
    tunnel_ = std::move(directory);
    return {};
}

Result<void> Registration::make(pid_t leader) {
    std::string kind(kClasses[static_cast<std::size_t>(step_.kind)]);
    std::vector<std::string> words{TRY(find_helper("bus")), step_.has_own_scope ? "create-machine" : "register-machine", kSystemBus,
                                   step_.name, kind, step_.root, step_.id};
    if (step_.has_own_scope) {
        words.push_back(std::to_string(step_.ending.signal));
        words.push_back(std::to_string(step_.ending.patience.count()));
    }
    words.push_back(std::to_string(leader));
    auto made = run_command(words);
    // A signal ends the question, not what that began.
    if (made || made.error().code() == EINTR) leader_ = leader;
    return made;
}

Result<void> Registration::end() {
    if (auto tunnel = std::exchange(tunnel_, {}); !tunnel.empty()) ::rmdir(tunnel.c_str());
    auto leader = std::exchange(leader_, -1);
    if (leader < 0) return {};
    auto verb = step_.has_own_scope ? "end-machine" : "unregister-machine";
    return run_to_undo({TRY(find_helper("bus")), verb, kSystemBus, step_.name, std::to_string(leader)});
}

Registration::~Registration() {
    (void)end();
}

}  // namespace sandbox::machine
