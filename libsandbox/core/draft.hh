// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "core/phase.hh"

#include <utility>
#include <vector>

namespace sandbox {

/// One step of a domain with its time and its reason.
template <class Body> struct Drafted {
    Phase phase;
    Body body;
    Reason reason{};
};

/// What a domain's plan() writes into: its steps, and the defaults it had to give up.
template <class Body> struct Draft {
    std::vector<Drafted<Body>> steps{};
    std::vector<Note> notes{};

    Draft() { steps.reserve(32); }  // moving steps costs more than the room for most domains' ones

    void step(Phase phase, Body body, Reason reason = {}) {
        steps.push_back({phase, std::move(body), std::move(reason)});
    }
    void note(std::string text, Reason reason = {}) { notes.push_back({std::move(text), std::move(reason)}); }
};

}  // namespace sandbox
