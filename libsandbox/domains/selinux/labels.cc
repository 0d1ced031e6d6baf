// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/labels.hh"

#include "core/path.hh"

#include <algorithm>

namespace sandbox::selinux {
namespace {

/// Whose label is no sandbox's business, though somebody may write to what is below.
constexpr std::string_view kSystem[] = {"/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/libx32", "/media",
                                        "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/var",
                                        "/var/cache", "/var/lib", "/var/log", "/var/spool", "/var/tmp"};
/// And what is below these.
constexpr std::string_view kSystemTrees[] = {"/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/sbin", "/sys", "/usr"};

std::string either(const std::string& wanted, std::string_view other) {
    return wanted.empty() ? std::string(other) : wanted;
}

}  // namespace

std::string sensitivity(std::string_view level) {
    return std::string(level.substr(0, level.find_first_of("-:")));
}

SecurityContext process_context(const SecurityContext& wanted, const SecurityContext& own, std::string_view type) {
    return {either(wanted.user, own.user), either(wanted.role, own.role), either(wanted.type, type), either(wanted.level, sensitivity(own.level))};
}

SecurityContext file_context(const SecurityContext& wanted, const SecurityContext& own, std::string_view type, std::string_view level) {
    return {either(wanted.user, own.user), either(wanted.role, "object_r"), either(wanted.type, type), either(wanted.level, level)};
}

bool is_systems(std::string_view path) {
    bool is_home = path.starts_with("/home/") && path.find('/', 6) == path.npos;
    return is_home || std::ranges::find(kSystem, path) != std::end(kSystem) ||
           std::ranges::any_of(kSystemTrees, [&](std::string_view tree) { return is_below(path, tree); });
}

CategoryPair pair_of(std::uint32_t number) {
    // The pairs in the order of their higher category: one with 1, two with 2, three with 3, …
    std::uint32_t high = 1;
    while (number >= high) number -= high++;
    return {number, high};
}

std::string print(const CategoryPair& pair) {
    return "c" + std::to_string(pair.low) + ",c" + std::to_string(pair.high);
}

}  // namespace sandbox::selinux
