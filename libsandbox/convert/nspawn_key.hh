// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "convert/container.hh"
#include "core/error.hh"

#include <span>
#include <string>
#include <string_view>

namespace sandbox::convert {

/// A key of systemd.nspawn(5), and how its value changes a container. Usage errors are for values that systemd-nspawn would not
/// take either, others for what has no translation: they say why. The caller adds key and place.
struct NspawnKey {
    std::string_view name;  ///< "Exec.Boot"
    Result<void> (*read)(Container& container, const std::string& value);
};

std::span<const NspawnKey> nspawn_exec_keys();
std::span<const NspawnKey> nspawn_limit_keys();
std::span<const NspawnKey> nspawn_files_keys();
std::span<const NspawnKey> nspawn_network_keys();

/// What a unit cannot say.
inline std::unexpected<Error> no_translation(std::string reason) {
    return fail(Error::impossible("no unit can say it: " + reason));
}

inline std::unexpected<Error> no_network() {
    return no_translation("a sandbox has the host's network, or one with nothing but lo (Network.Mode)");
}

}  // namespace sandbox::convert
