// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <variant>

namespace sandbox::namespaces {

/// The namespaces that the clone makes: CLONE_NEW* flags. The launcher reads them; there is no op.
struct Isolate {
    int flags = 0;
    bool operator==(const Isolate&) const = default;
};
/// Namespaces that the child makes itself, after the clone.
struct Unshare {
    int flags = 0;
    bool operator==(const Unshare&) const = default;
};
/// A second user namespace with the same ids, and with it a copy of the mounts, each locked.
struct Reown {
    int flags = 0;
    bool operator==(const Reown&) const = default;
};
/// How many user namespaces may be made inside.
struct LimitUserNamespaces {
    int count = 0;
    bool operator==(const LimitUserNamespaces&) const = default;
};
/// The names of an own UTS namespace, which begins with the host's. An empty name stays the host's; the NIS domain name never does.
struct SetHostname {
    std::string name{};
    bool operator==(const SetHostname&) const = default;
};

using Step = std::variant<Isolate, Unshare, Reown, LimitUserNamespaces, SetHostname>;

std::string describe(const Step& step);

}  // namespace sandbox::namespaces
