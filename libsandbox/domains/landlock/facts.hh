// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"
#include "domains/landlock/spec.hh"

#include <cstdint>

namespace sandbox::landlock {

struct Facts {
    /// The version of the interface, from 1; 0: the kernel has none, it was switched off at boot, or a filter of the caller's
    /// forbids it.
    Fact<std::int64_t> abi{};

    template <class Visitor> void each(Visitor&& visit) { visit("abi", abi); }
    bool operator==(const Facts&) const = default;
};

/// Marks the fact, unless nothing is to be done.
void need(const Spec& spec, Facts& facts);
/// One system call, if it is marked.
void probe(Facts& facts);

}  // namespace sandbox::landlock
