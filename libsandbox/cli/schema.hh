// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/setting.hh"

#include <span>
#include <string>

namespace sandbox::cli {

/// The JSON schema (draft 2020-12) of a unit file with these rows: an unknown key is an error, X- keys are not.
std::string schema(std::span<const Setting> rows);

}  // namespace sandbox::cli
