// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/relay/relay.hh"

#include <string>

namespace sandbox {

/// What a detached sandbox writes, on its way into a log.
class BackgroundRelay : public Relay {
public:
    void stop() override {}  // nobody waits for us who could make us go on
    bool takes(int) override { return false; }
    /// Lines of our own among the sandbox's, each with its end.
    virtual void say(const std::string& lines) = 0;
};

}  // namespace sandbox
