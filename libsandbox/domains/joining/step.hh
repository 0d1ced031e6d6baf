// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <variant>

namespace sandbox::joining {

/// Enters the net, ipc and uts namespaces of a sandbox of the ledger, of an ordinary user's with its user namespace first.
struct JoinSandbox {
    std::string name{};
    bool operator==(const JoinSandbox&) const = default;
};
/// Enters a namespace by its path.
struct JoinPath {
    int flag = 0;  ///< CLONE_NEW*
    std::string path{};
    bool operator==(const JoinPath&) const = default;
};

using Step = std::variant<JoinSandbox, JoinPath>;

std::string describe(const Step& step);

}  // namespace sandbox::joining
