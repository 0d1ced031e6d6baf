// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/nspawn_key.hh"
#include "convert/words.hh"

namespace sandbox::convert {
namespace {

Result<void> private_network(Container& container, const std::string& value) {
    container.private_network = TRY(parse_tristate(value)).value_or(false);
    return {};
}

Result<void> virtual_ethernet(Container& container, const std::string& value) {
    container.virtual_ethernet.value = TRY(parse_tristate(value)).value_or(false);
    return {};
}

/// Interfaces, bridges, ports: Network.Mode knows none and host.
Result<void> interface(Container&, const std::string& value) {
    if (value.empty()) return {};
    return no_network();
}

/// Also without a name it is one.
Result<void> zone(Container&, const std::string&) {
    return no_network();
}

constexpr NspawnKey kKeys[] = {
    {"Network.Private", private_network},
    {"Network.VirtualEthernet", virtual_ethernet},
    {"Network.VirtualEthernetExtra", interface},
    {"Network.Interface", interface},
    {"Network.MACVLAN", interface},
    {"Network.IPVLAN", interface},
    {"Network.Bridge", interface},
    {"Network.Zone", zone},
    {"Network.Port", interface},
    {"Network.NamespacePath", interface},
};

}  // namespace

std::span<const NspawnKey> nspawn_network_keys() {
    return kKeys;
}

}  // namespace sandbox::convert
