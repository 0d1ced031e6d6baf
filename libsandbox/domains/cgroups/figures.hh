// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/group.hh"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox::cgroups {

/// One number that the kernel keeps of a group. The name has the unit: "memory-peak-bytes", "cpu-microseconds".
struct Figure {
    std::string name{};
    std::uint64_t value = 0;
    bool operator==(const Figure&) const = default;
};

/// What the kernel knows of the sandbox's groups, one in each hierarchy; what its version or controllers lack is left out,
/// and all of a group that is gone.
Result<std::vector<Figure>> read_figures(std::span<const Group> groups);

/// Of those only "memory-kills", at the price of one file; 0 where no group counts them.
Result<std::uint64_t> count_memory_kills(std::span<const Group> groups);

std::optional<std::uint64_t> find_figure(std::span<const Figure> figures, std::string_view name);

/// The number behind a key in a file of lines "KEY NUMBER"; the file's only number if the key is empty.
std::optional<std::uint64_t> number_in(std::string_view text, std::string_view key);
/// The sum over all devices of a key in io.stat's lines "8:0 rbytes=1 wbytes=2", or of lines "8:0 Read 1" of cgroup v1.
std::uint64_t sum_of_devices(std::string_view text, std::string_view key);

}  // namespace sandbox::cgroups
