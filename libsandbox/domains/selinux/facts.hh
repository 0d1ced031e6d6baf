// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"
#include "domains/selinux/spec.hh"

#include <string>

namespace sandbox::selinux {

struct Facts {
    /// Our own security context; empty: SELinux is not enabled.
    Fact<std::string> context{};
    /// Why the loaded policy has no sandboxes; empty: it has, or SELinux is not enabled.
    Fact<std::string> hindrance{};

    template <class Visitor> void each(Visitor&& visit) {
        visit("context", context);
        visit("hindrance", hindrance);
    }
    bool operator==(const Facts&) const = default;
};

/// Whether the loaded policy has no such context. Who may not ask finds out when it is used.
bool is_unknown(const std::string& context);

/// Marks the facts that a plan for this spec will read: none, if nothing is said to SELinux.
void need(const Spec& spec, Facts& facts);
/// Asks the machine for what is marked: one system call where SELinux is not enabled.
Result<void> probe(Facts& facts);

}  // namespace sandbox::selinux
