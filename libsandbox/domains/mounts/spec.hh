// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/text.hh"
#include "core/value.hh"

#include <cstdint>
#include <string>
#include <string_view>

/// What the sandbox sees of files.
namespace sandbox::mounts {

enum class Base { usr, empty, host };
enum class Home { temporary, none };
enum class Proc { standard, pid, none };
enum class Sys { none, readonly };
enum class Propagation { standard, slave };
inline constexpr std::string_view kBases[] = {"usr", "empty", "host"};
inline constexpr std::string_view kHomes[] = {"temporary", "none"};
inline constexpr std::string_view kProcs[] = {"private", "pid", "none"};
inline constexpr std::string_view kSyses[] = {"none", "readonly"};
inline constexpr std::string_view kPropagations[] = {"private", "slave"};

/// `[-]source[:target[:options]]`; "\:" is a colon in a path.
struct Bind {
    std::string source{};
    std::string target{};
    bool optional = false;
    bool recursive = true;
    bool noexec = false;
    enum class Idmap { automatic, yes, range, no } idmap = Idmap::automatic;
    bool operator==(const Bind&) const = default;
};

/// `path[:size=BYTES,nr_inodes=N,mode=OCTAL]`.
struct Tmpfs {
    std::string target{};
    Bytes size{64u << 20};
    std::uint64_t inodes = 65536;
    unsigned mode = 0755;
    bool operator==(const Tmpfs&) const = default;
};

/// A path that a "-" in front makes optional.
struct OptionalPath {
    std::string path{};
    bool optional = false;
    bool operator==(const OptionalPath&) const = default;
};

struct Spec {
    Given<std::string> root_directory{};
    Given<Base> base{};
    Given<bool> read_only{true};
    GivenList<Bind> bind{};
    GivenList<Bind> bind_read_only{};
    GivenList<Tmpfs> tmpfs{};
    GivenList<OptionalPath> inaccessible{};
    GivenMap<std::string> symlink{};
    GivenMap<std::string> data{};
    GivenList<std::int64_t> bind_arguments{};
    Given<Home> home{};
    Given<Proc> proc{};
    Given<Sys> sys{};
    Given<bool> mqueue{};
    Given<Propagation> propagation{};
};

Result<std::string> parse_directory(std::string_view text);
Result<Bind> parse_bind(const Value& value);
Result<Tmpfs> parse_tmpfs(const Value& value);
Result<OptionalPath> parse_optional_path(const Value& value);
Result<std::int64_t> parse_argument_number(const Value& value);

}  // namespace sandbox::mounts
