// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"
#include "domains/boot/spec.hh"

#include <cstdint>
#include <string>
#include <vector>

namespace sandbox::boot {

struct Facts {
    /// The host's ID, VERSION_ID, BUILD_ID and VARIANT_ID, as os-release(5) has them: "ID=debian".
    Fact<std::vector<std::string>> os_release{};
    /// Where the host has them: without the link that /etc/os-release usually is.
    Fact<std::string> os_release_file{};
    /// A new UUID for this sandbox, if nobody wrote one.
    Fact<std::string> uuid{};

    /// How many descriptors from 3 on a service manager passed to us, sd_listen_fds(3).
    Fact<std::int64_t> passed{};
    /// Their names, as $LISTEN_FDNAMES has them; may be empty.
    Fact<std::string> passed_names{};

    template <class Visitor> void each(Visitor&& visit) {
        visit("passed", passed);
        visit("passed_names", passed_names);
        visit("os_release", os_release);
        visit("os_release_file", os_release_file);
        visit("uuid", uuid);
    }
    bool operator==(const Facts&) const = default;
};

/// Marks the facts that a plan for this spec will read.
void need(const Spec& spec, Facts& facts);
/// Asks the machine for what is marked.
Result<void> probe(const std::string& root_directory, Facts& facts);

/// What of an os-release file the guest is told. Values that are no plain words are left out.
std::vector<std::string> parse_os_release(std::string_view text);

}  // namespace sandbox::boot
