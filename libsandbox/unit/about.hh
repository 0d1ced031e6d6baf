// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <cstdint>
#include <string>

namespace sandbox {

/// The version of the settings' vocabulary that we know.
inline constexpr std::int64_t kFormat = 1;

/// [Unit], [Sandbox] and [Install]: what a unit says about itself.
struct About {
    enum class Backend { container };

    Given<std::int64_t> format{kFormat};
    Given<std::string> description{};
    GivenList<std::string> documentation{};
    GivenMap<std::string> labels{};
    GivenList<std::string> extends{};  ///< as written; load() has put the bases' assignments in front
    Given<Backend> backend{Backend::container};
    GivenList<std::string> optional{};  ///< keys of settings that the host may be unable to honour
    /// What sandbox-generator makes a service of it with; sandbox-run has no use for it.
    GivenList<std::string> wanted_by{}, alias{}, after{}, requires_units{};

    bool is_installed() const { return wanted_by.is_given || alias.is_given || after.is_given || requires_units.is_given; }
};

/// The name of a unit of systemd's, with its suffix.
Result<std::string> parse_service_name(const Value& value);
/// Another name of a service.
Result<std::string> parse_service_alias(const Value& value);

/// The key of a setting that exists.
Result<std::string> parse_setting_key(const Value& value);

}  // namespace sandbox
