// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "domains/machine/step.hh"

#include <sys/types.h>

namespace sandbox::machine {

/// What systemd-machined knows of a sandbox. Destroying it makes that forget it, and waits until the name is free.
class Registration {
public:
    explicit Registration(Enlist step) : step_(std::move(step)) {}
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;
    ~Registration();

    /// Makes the directory of the tunnel, if there is to be one. It goes with the registration.
    Result<void> open_tunnel();
    /// That directory; empty: there is none.
    const std::string& tunnel() const { return tunnel_; }
    /// Makes it, with this process as the leader. Errors: the helper is not installed, what the bus or systemd-machined says.
    Result<void> make(pid_t leader);
    /// What the destructor does, which has nobody to say to that it could not.
    Result<void> end();

private:
    Enlist step_;
    pid_t leader_ = -1;
    std::string tunnel_{};
};

}  // namespace sandbox::machine
