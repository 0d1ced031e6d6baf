// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "core/error.hh"
#include "domains/boot/facts.hh"

namespace sandbox::boot {

/// $container_uuid; empty without an init.
Result<std::string> uuid_of(const Spec& spec, const Facts& facts);

/// The places and variables of the container interface, and credentials. `root`: Files.RootDirectory. Errors: there is none; a key that is for an init alone.
Result<void> contribute(const Spec& spec, const Facts& facts, const std::string& root, Contributions& out);

}  // namespace sandbox::boot
