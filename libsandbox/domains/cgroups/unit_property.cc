// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/unit_property.hh"

#include "core/path.hh"

#include <climits>
#include <cstdlib>

namespace sandbox::cgroups {

std::vector<UnitProperty> unit_properties(const Spec& spec, const Standing& standing, std::uint64_t machine) {
    std::vector<UnitProperty> properties;
    auto add_weight = [&](const char* name, std::string_view key, const Given<Weight>& given) {
        if (given.is_given()) properties.push_back({name, static_cast<std::uint64_t>(*given), {}, {key, given.origin}});
        else if (standing.weight != 100) properties.push_back({name, standing.weight, {}, standing.reason});
    };
    add_weight("CPUWeight", "Resources.CPUWeight", spec.cpu_weight);
    add_weight("IOWeight", "Resources.IOWeight", spec.io_weight);
    for (const auto& one : spec.io_device_weight)
        properties.push_back({"IODeviceWeight", one->value, one->path, {"Resources.IODeviceWeight", one.origin}});
    auto add_bytes = [&](const char* name, std::string_view key, const Given<Amount>& given) {
        if (given.is_given()) properties.push_back({name, given->bytes_of(machine), {}, {key, given.origin}});
    };
    add_bytes("MemoryMin", "Resources.MemoryMin", spec.memory_min);
    add_bytes("MemoryLow", "Resources.MemoryLow", spec.memory_low);
    if (!spec.memory_low.is_given() && standing.memory_low_percent != 0)
        properties.push_back({"MemoryLow", machine * standing.memory_low_percent / 100, {}, standing.reason});
    return properties;
}

std::string device_path(const UnitProperty& property) {
    char real[PATH_MAX];
    if (::realpath(property.device.c_str(), real) != nullptr) return real;
    return absolute_path(property.device).value_or(property.device);
}

std::string print_value(const UnitProperty& property) {
    if (property.name == "CPUWeight" && property.value == 0) return "idle";
    return property.value == kNoLimit ? "infinity" : std::to_string(property.value);
}

std::string print(const UnitProperty& property) {
    return property.name + "=" + (property.device.empty() ? "" : property.device + " ") + print_value(property);
}

}  // namespace sandbox::cgroups
