// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

/// Limits and accounts of all processes of a sandbox together: its control groups.
namespace sandbox::cgroups {

inline constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

/// A limit of memory: bytes (kNoLimit: none), or a share of the machine's.
struct Amount {
    std::uint64_t bytes = kNoLimit;
    unsigned percent = 0;  ///< 1 to 100: `bytes` is not meant
    /// On a machine with so many bytes of memory.
    std::uint64_t bytes_of(std::uint64_t machine) const { return percent == 0 ? bytes : machine * percent / 100; }
    bool operator==(const Amount&) const = default;
};

/// Processor time: hundredths of a percent of one processor, so that "12.5%" is 1250.
enum class Quota : std::uint32_t {};
inline constexpr Quota kNoQuota{std::numeric_limits<std::uint32_t>::max()};

/// A share of the processor or the disk among siblings, 1 to 10000; 0: only what nobody else wants ("idle").
enum class Weight : std::uint32_t {};
inline constexpr std::array<std::string_view, 1> kWeightWords = {"idle"};

/// A limit or weight of one device: a block device's node, or a file on it.
struct DeviceLimit {
    std::string path;
    std::uint64_t value = 0;
    bool operator==(const DeviceLimit&) const = default;
};

/// Devices that may be used: a node by its path, or all of a driver ("char-pts", "block-*").
struct DeviceRule {
    enum class Kind { path, character, block } kind = Kind::path;
    std::string name;         ///< the path, or the driver's name of /proc/devices; "*" all of the kind
    std::string access{"rwm"};  ///< of r, w and m (mknod)
    bool operator==(const DeviceRule&) const = default;
};

/// systemd's words: strict allows only what DeviceAllow lists, closed the harmless nodes besides, automatic as closed if it lists any, or everything
/// until something is listed.
enum class DevicePolicy { closed, strict, automatic };
inline constexpr std::array<std::string_view, 3> kDevicePolicies = {"closed", "strict", "auto"};

/// What happens when the kernel has killed one process for memory.
enum class OomPolicy {
    proceed,  ///< the others go on
    stop,     ///< the sandbox is asked to end
    kill,     ///< the whole group is killed
};
inline constexpr std::array<std::string_view, 3> kOomPolicies = {"continue", "stop", "kill"};

/// What the sandbox sees of its groups, on /sys/fs/cgroup.
enum class View {
    none,
    readonly,
    delegated,  ///< and may make groups of its own below
};
inline constexpr std::array<std::string_view, 3> kViews = {"none", "readonly", "private"};

struct Spec {
    Given<Quota> cpu_quota{};
    Given<std::chrono::microseconds> cpu_quota_period{std::chrono::milliseconds(100)};
    Given<Weight> cpu_weight{};
    Given<std::string> allowed_cpus{}, allowed_memory_nodes{};
    Given<Amount> memory_min{}, memory_low{}, memory_high{}, memory_max{{.percent = 50}}, memory_swap_max{{.bytes = 0}},
        memory_zswap_max{};
    Given<Weight> io_weight{};
    GivenList<DeviceLimit> io_device_weight{}, io_read_bandwidth{}, io_write_bandwidth{}, io_read_iops{}, io_write_iops{};
    Given<OomPolicy> oom_policy{OomPolicy::kill};
    Given<DevicePolicy> device_policy{};
    GivenList<DeviceRule> device_allow{};
    Given<std::string> slice{"sandbox.slice"};
    GivenMap<std::string> raw{};
    Given<View> view{};
    Given<bool> delegate{};
    Given<std::string> subgroup{};  ///< empty: none
};

/// "2G", "50%", a bare number of bytes, or "infinity".
Result<Amount> parse_amount(const Value& value);
/// "150%", or "infinity": kNoQuota.
Result<Quota> parse_quota(std::string_view text);
/// 1 to 10000, or "idle".
Result<Weight> parse_cpu_weight(const Value& value);
/// 1 to 10000.
Result<Weight> parse_io_weight(const Value& value);
/// A period of the processor quota: 1 ms to 1 s.
Result<std::chrono::microseconds> parse_period(const Value& value);
/// "0-3,8": numbers and ranges, in the kernel's list format.
Result<std::string> parse_number_list(std::string_view text);
/// "PATH BYTES", with K, M, G to base 1000.
Result<DeviceLimit> parse_bandwidth(const Value& value);
/// "PATH NUMBER".
Result<DeviceLimit> parse_iops(const Value& value);
/// "PATH WEIGHT".
Result<DeviceLimit> parse_device_weight(const Value& value);
/// "PATH [ACCESS]", "char-DRIVER [ACCESS]", "block-DRIVER [ACCESS]".
Result<DeviceRule> parse_device_rule(const Value& value);
/// A slice's name as systemd has it: "a-b.slice" lies in "a.slice".
Result<std::string> parse_slice(std::string_view text);
/// The content of one cgroup v2 file: text or a number.
Result<std::string> parse_raw(const Value& value);

/// A group's name.
Result<std::string> parse_subgroup(std::string_view text);

/// The directories of a slice, the outermost first: "a.slice/a-b.slice".
std::string slice_directories(std::string_view slice);

/// Whether anything in it can only be had by a group of the sandbox's own.
bool wants_group(const Spec& spec);
/// Whether the group is handed to the sandbox's user.
bool is_delegated(const Spec& spec);

}  // namespace sandbox::cgroups
