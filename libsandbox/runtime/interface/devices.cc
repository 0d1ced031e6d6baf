// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/text.hh"
#include "runtime/interface/point.hh"

#include <algorithm>
#include <linux/magic.h>
#include <linux/major.h>
#include <sys/sysmacros.h>
#include <tuple>

namespace sandbox::interface {
namespace {

bool is_terminal(const struct stat& status) {
    auto number = major(status.st_rdev);
    return S_ISCHR(status.st_mode) && number >= UNIX98_PTY_SLAVE_MAJOR && number < UNIX98_PTY_SLAVE_MAJOR + 8;
}

Result<Finding> dev(const Guest& guest) {
    auto where = TRY(guest.file_system("/dev"));
    if (!where || where->type != TMPFS_MAGIC) return differs("it is no file system in memory of its own");
    return TRY(guest.propagation("/dev")) ? ok("a file system in memory of its own") : differs("it is no mount");
}

Result<Finding> nodes(const Guest& guest) {
    constexpr std::tuple<const char*, unsigned, unsigned> kNodes[] = {
        {"null", 1, 3}, {"zero", 1, 5}, {"full", 1, 7}, {"random", 1, 8}, {"urandom", 1, 9}, {"tty", 5, 0}, {"ptmx", 5, 2}};
    for (const auto& [name, first, second] : kNodes) {
        auto path = std::string("/dev/") + name;
        auto status = TRY(guest.status(path));
        if (!status) return missing("there is no " + path);
        if (!S_ISCHR(status->st_mode) || status->st_rdev != makedev(first, second)) return differs(path + " is another device");
    }
    return ok("null, zero, full, random, urandom, tty, ptmx");
}

Result<Finding> console(const Guest& guest) {
    auto status = TRY(guest.status("/dev/console"));
    if (!status) return missing("there is no /dev/console: the sandbox has no terminal");
    return is_terminal(*status) ? ok("a terminal") : differs("it is no terminal");
}

Result<Finding> kernel_log(const Guest& guest) {
    auto log = TRY(guest.status("/dev/kmsg")), console = TRY(guest.status("/dev/console"));
    if (!log) return ok("none");
    return is_terminal(*log) || (console && log->st_rdev == console->st_rdev) ? differs("it is a terminal") : ok("no terminal");
}

bool is_virtual_terminal(const std::string& name) {
    bool is_numbered = name.starts_with("tty") && name.size() > 3 && name.find_first_not_of("0123456789", 3) == name.npos;
    return is_numbered || name.starts_with("vcs");
}

Result<Finding> virtual_terminals(const Guest& guest) {
    auto names = TRY(guest.names("/dev"));
    auto found = std::ranges::find_if(names, is_virtual_terminal);
    return found == names.end() ? ok("none") : differs("/dev/" + *found + " is there");
}

Result<Finding> block_devices(const Guest& guest) {
    for (const std::string& name : TRY(guest.names("/dev")))
        if (auto status = TRY(guest.status("/dev/" + name)); status && S_ISBLK(status->st_mode)) return differs("/dev/" + name + " is there");
    return ok("none");
}

constexpr Point kPoints[] = {
    {"/dev", dev},
    {"/dev nodes", nodes},
    {"/dev/console", console},
    {"/dev/kmsg", kernel_log},
    {"/dev/tty1 and its kin", virtual_terminals},
    {"block devices", block_devices},
};

}  // namespace

std::span<const Point> device_points() {
    return kPoints;
}

}  // namespace sandbox::interface
