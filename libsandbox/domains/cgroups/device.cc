// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/device.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <fnmatch.h>
#include <span>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace sandbox::cgroups {
namespace {

/// What a sandbox's own /dev has: null, zero, full, random, urandom, tty, ptmx, and terminals of devpts.
const AccessRule kClosed[] = {
    {'c', 1, 3, "rwm"}, {'c', 1, 5, "rwm"}, {'c', 1, 7, "rwm"},  {'c', 1, 8, "rwm"},
    {'c', 1, 9, "rwm"}, {'c', 5, 0, "rwm"}, {'c', 5, 2, "rwm"}, {'c', 136, std::nullopt, "rwm"},
};

Result<AccessRule> rule_of_node(const DeviceRule& rule) {
    struct stat status {};
    if (::stat(rule.name.c_str(), &status) < 0) return fail(Error::from_errno(rule.name));
    if (!S_ISCHR(status.st_mode) && !S_ISBLK(status.st_mode)) return fail(Error::impossible(rule.name + " is no device"));
    return AccessRule{S_ISCHR(status.st_mode) ? 'c' : 'b', major(status.st_rdev), minor(status.st_rdev), rule.access};
}

/// The drivers in the text of /proc/devices: "Character devices:", lines "MAJOR NAME", an empty line, "Block devices:".
std::vector<AccessRule> rules_of_driver(const DeviceRule& rule, std::string_view devices) {
    char kind = rule.kind == DeviceRule::Kind::character ? 'c' : 'b';
    if (rule.name == "*") return {{kind, std::nullopt, std::nullopt, rule.access}};
    std::vector<AccessRule> rules;
    char section = 0;
    for (std::string_view line : split(devices, '\n')) {
        if (line.starts_with("Character")) section = 'c';
        if (line.starts_with("Block")) section = 'b';
        auto start = line.find_first_not_of(' ');
        auto space = line.find(' ', start == line.npos ? 0 : start);
        if (section != kind || start == line.npos || space == line.npos) continue;
        auto number = parse_number(line.substr(start, space - start));
        std::string name(line.substr(space + 1));
        if (number && ::fnmatch(rule.name.c_str(), name.c_str(), 0) == 0)
            rules.push_back({kind, static_cast<unsigned>(*number), std::nullopt, rule.access});
    }
    return rules;
}

std::string number_or_star(const std::optional<unsigned>& number) {
    return number ? std::to_string(*number) : "*";
}

}  // namespace

std::string print(const AccessRule& rule) {
    return std::string(1, rule.kind) + " " + number_or_star(rule.major) + ":" + number_or_star(rule.minor) + " " + rule.access;
}

Result<std::vector<AccessRule>> access_rules(DevicePolicy policy, std::span<const DeviceRule> allowed) {
    std::vector<AccessRule> rules;
    if (policy != DevicePolicy::strict) rules.assign(std::begin(kClosed), std::end(kClosed));
    std::string devices;
    for (const DeviceRule& rule : allowed) {
        if (rule.kind == DeviceRule::Kind::path) {
            rules.push_back(TRY(rule_of_node(rule)));
            continue;
        }
        if (devices.empty()) devices = TRY(read_file("/proc/devices"));
        auto found = rules_of_driver(rule, devices);
        if (found.empty()) return fail(Error::impossible("this kernel has no driver " + quote(rule.name) + " (/proc/devices)"));
        rules.insert(rules.end(), found.begin(), found.end());
    }
    return rules;
}

/// A partition's file in sysfs lies in the folder of its disk.
static std::string whole_disk(unsigned major_number, unsigned minor_number) {
    auto number = std::to_string(major_number) + ":" + std::to_string(minor_number);
    auto node = "/sys/dev/block/" + number;
    if (!read_file(node + "/partition", 64)) return number;
    auto disk = read_file(node + "/../dev", 64);
    return disk ? disk->substr(0, disk->find('\n')) : number;
}

Result<std::string> block_device_of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) < 0) return fail(Error::from_errno(path));
    if (S_ISCHR(status.st_mode)) return fail(Error::impossible(path + " is a character device"));
    dev_t device = S_ISBLK(status.st_mode) ? status.st_rdev : status.st_dev;
    if (major(device) == 0) return fail(Error::impossible(path + " lies on a file system that has no block device of its own"));
    return whole_disk(major(device), minor(device));
}

}  // namespace sandbox::cgroups
