// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace sandbox::init::test {

/// Runs as the sandbox's command what a shell script cannot do; its exit status.
int run_payload(std::string_view name);

}  // namespace sandbox::init::test
